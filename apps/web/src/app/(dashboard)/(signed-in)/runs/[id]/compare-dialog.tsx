'use client';

import type { RunDetail, RunHead } from '@parley/shared/contract/runs';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { api } from '../../../../../api/client.ts';
import { useList } from '../../../../../api/use-list.ts';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../../components/dialog.tsx';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { Field, Form } from '../../../../../components/form.tsx';
import { Skeleton } from '../../../../../components/skeleton.tsx';
import { compareHref, runState } from '../../../../../view/runs.ts';
import { formatAgo } from '../../../../../view/time.ts';
import { useNow } from '../../../../../view/use-now.ts';

type CompareDialogProps = { run: RunDetail; onClose: () => void };

/** Beside which run: the one it replays, its replays, or any other by its id. */
export function CompareDialog({ run, onClose }: CompareDialogProps) {
  const router = useRouter();
  const original = run.replay_of ?? run.id;
  const list = useList(['runs', 'replays', original], (query, signal) =>
    api.listRuns({ query: { ...query, limit: 20, replay_of: original }, signal }),
  );
  const replays = list.items?.filter(({ id }) => id !== run.id);
  return (
    <Dialog title="Compare" onClose={onClose}>
      {run.replay_of && (
        <p>
          <Link href={compareHref(run.replay_of, run.id)} className="text-accent underline-offset-4 hover:underline">
            With the run that was
          </Link>
        </p>
      )}
      {replays?.map((replay) => (
        <Replay key={replay.id} replay={replay} with={run.id} />
      ))}
      {replays?.length === 0 && !run.replay_of && <p className="text-muted">It has not been replayed yet.</p>}
      {!replays && !list.failure && <Skeleton className="h-5 w-full" />}
      {!replays && list.failure && (
        <LoadFailure title="Its replays cannot be read." failure={list.failure} onRetry={list.readNow} />
      )}
      <Form onSubmit={(values) => router.push(compareHref(run.id, values.text('other')))}>
        <Field name="other" label="With another run" placeholder="run_…" required pattern="run_[0-9a-z]{26}" />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={false}>Compare</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function Replay({ replay, with: other }: { replay: RunHead; with: string }) {
  const now = useNow();
  return (
    <p>
      <Link href={compareHref(other, replay.id)} className="text-accent underline-offset-4 hover:underline">
        With the replay from {replay.from_step}
      </Link>{' '}
      <span className="text-muted">
        {runState(replay).word}, {formatAgo(now - Date.parse(replay.started_at))}
      </span>
    </p>
  );
}
