'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { type Line, lineChanges } from '@parley/shared/line-changes';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type ReadAgent } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { ChangedLines } from '../../../../../components/changed-lines.tsx';
import { Dialog } from '../../../../../components/dialog.tsx';
import { LoadFailure } from '../../../../../components/failure.tsx';
import { Choice } from '../../../../../components/form.tsx';
import { Skeleton } from '../../../../../components/skeleton.tsx';
import { pathName, valueText } from '../../../../../view/agents.ts';

type Compared = Awaited<ReturnType<typeof api.compareAgentVersions>>;
type ChangesDialogProps = { agent: ReadAgent; number: number; onClose: () => void };

/** What a version changed, since the one before it or any other. */
export function ChangesDialog({ agent, number, onClose }: ChangesDialogProps) {
  const [since, setSince] = useState(number - 1);
  const { data, error, refetch } = useQuery({
    queryKey: ['agents', 'changes', agent.id, number, since],
    queryFn: ({ signal }) => api.compareAgentVersions({ params: { id: agent.id, number }, query: { since }, signal }),
    throwOnError: isSurprise,
  });
  const others = Array.from({ length: agent.version }, (_, i) => agent.version - i).filter((one) => one !== number);
  return (
    <Dialog title={`What version ${number} changed`} onClose={onClose}>
      <Choice
        name="since"
        label="Compared with"
        value={since}
        onChange={(event) => setSince(Number(event.target.value))}
      >
        {others.map((one) => (
          <option key={one} value={one}>
            Version {one}
          </option>
        ))}
      </Choice>
      {data && <ChangeList changes={data.changes} />}
      {!data && !error && <Skeleton className="h-24 w-full" />}
      {!data && error !== null && (
        <LoadFailure title="The changes cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
      )}
    </Dialog>
  );
}

function ChangeList({ changes }: { changes: Compared['changes'] }) {
  if (changes.length === 0) return <p className="text-muted">The two say the same.</p>;
  return (
    <dl className="flex flex-col gap-4">
      {changes.map((change) => (
        <div key={`${change.path} ${change.kind}`}>
          <dt className="mb-1 font-medium">{pathName(change.path)}</dt>
          <dd>
            <ChangedLines lines={linesOf(change)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function linesOf({ kind, before, after }: Compared['changes'][number]): Line[] {
  if (kind === 'added') return [{ kind: 'added', text: valueText(after) }];
  if (kind === 'removed') return [{ kind: 'removed', text: valueText(before) }];
  return lineChanges(valueText(before), valueText(after));
}
