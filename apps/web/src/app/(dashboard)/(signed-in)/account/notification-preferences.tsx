'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Failure, LoadFailure } from '../../../../components/failure.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton } from '../../../../components/table.tsx';

const COLUMNS = [{ title: 'When' }, { title: 'Here' }, { title: 'By mail' }];

type Preference = Awaited<ReturnType<typeof api.listNotificationPreferences>>['data'][number];

export function NotificationPreferences() {
  const { orgName } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['notification-preferences'],
    queryFn: ({ signal }) => api.listNotificationPreferences({ signal }),
    throwOnError: isSurprise,
  });
  if (!data) {
    if (!error) return <TableSkeleton what="what you are told of" />;
    return (
      <LoadFailure
        title="What you are told of cannot be read."
        failure={error as ApiError}
        onRetry={() => void refetch()}
      />
    );
  }
  if (data.data.length === 0) {
    return <Empty title={`Your role in ${orgName} is told of nothing yet.`}>Those who manage it are.</Empty>;
  }
  return (
    <Table label={`What you are told of in ${orgName}`} columns={COLUMNS}>
      {data.data.map((preference) => (
        <PreferenceRow key={preference.event} preference={preference} />
      ))}
    </Table>
  );
}

function PreferenceRow({ preference }: { preference: Preference }) {
  const [chosen, setChosen] = useState<Preference | null>(null);
  const { run, pending, failure } = useChange(
    ({ event, in_app, email }: Preference) => api.changeNotificationPreference({ body: { event, in_app, email } }),
    { makesOld: ['notification-preferences'], onDone: () => setChosen(null) },
  );
  const choose = (next: Preference) => {
    setChosen(next);
    run(next);
  };
  // While it is on its way, as it was chosen; then as it is kept, also when it was refused.
  const shown = failure ? preference : (chosen ?? preference);
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        {preference.title}
        <Failure failure={failure} />
      </td>
      {(['in_app', 'email'] as const).map((channel) => (
        <td key={channel} className={CELL}>
          <input
            type="checkbox"
            aria-label={`${preference.title}: ${channel === 'in_app' ? 'here' : 'by mail'}`}
            checked={shown[channel]}
            disabled={pending}
            onChange={({ target }) => choose({ ...preference, [channel]: target.checked })}
            className="size-4 accent-accent"
          />
        </td>
      ))}
    </tr>
  );
}
