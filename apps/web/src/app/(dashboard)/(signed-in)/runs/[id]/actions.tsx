'use client';

import type { RunDetail } from '@parley/shared/contract/runs';
import { useState } from 'react';
import { Button } from '../../../../../components/button.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { isUnderWay } from '../../../../../view/runs.ts';
import { CompareDialog } from './compare-dialog.tsx';
import { ReplayDialog } from './replay-dialog.tsx';

/** What can be done with a run: again, and beside another. */
export function Actions({ run }: { run: RunDetail }) {
  const { may } = useSession();
  const [asked, setAsked] = useState<'replay' | 'compare' | null>(null);
  const close = () => setAsked(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setAsked('compare')}>Compare</Button>
      {may('runs.replay') && (
        <Button kind="primary" disabled={isUnderWay(run)} onClick={() => setAsked('replay')}>
          Replay
        </Button>
      )}
      {asked === 'replay' && <ReplayDialog run={run} onClose={close} />}
      {asked === 'compare' && <CompareDialog run={run} onClose={close} />}
    </div>
  );
}
