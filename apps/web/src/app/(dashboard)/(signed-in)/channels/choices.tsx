'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { Choice } from '../../../../components/form.tsx';

type Offered = { id: string; name: string };

/** Which agent answers. */
export function AgentChoice({ chosen }: { chosen?: Offered }) {
  const { data } = useQuery({
    queryKey: ['agents', 'to choose'],
    queryFn: ({ signal }) => api.listAgents({ query: { limit: 100 }, signal }),
    throwOnError: isSurprise,
  });
  return (
    <Choice name="agent_id" label="Agent" hint="Answers whoever writes here." defaultValue={chosen?.id} required>
      <Options offered={data?.data} chosen={chosen} />
    </Choice>
  );
}

/** Which account at the carrier holds the number. */
export function ConnectionChoice({ chosen }: { chosen?: Offered }) {
  const { data } = useQuery({
    queryKey: ['connections', 'twilio'],
    queryFn: ({ signal }) => api.listConnections({ query: { limit: 100, kind: 'twilio' }, signal }),
    throwOnError: isSurprise,
  });
  const none = data?.data.length === 0;
  const hint = none ? (
    <>
      There is none yet:{' '}
      <Link href="/connections" className="underline">
        connect your Twilio account
      </Link>{' '}
      first.
    </>
  ) : (
    'The Twilio account that holds the number.'
  );
  return (
    <Choice name="connection_id" label="Connection" hint={hint} defaultValue={chosen?.id} disabled={none} required>
      <Options offered={data?.data} chosen={chosen} />
    </Choice>
  );
}

/** Which number sends codes to visitors of a chat. */
export function CodesChoice({ chosen }: { chosen: Offered | null }) {
  const { data } = useQuery({
    queryKey: ['channels', 'numbers'],
    queryFn: ({ signal }) => api.listChannels({ query: { limit: 100, kind: 'sms' }, signal }),
    throwOnError: isSurprise,
  });
  return (
    <Choice
      // What is offered comes later than the picture.
      key={data ? 'read' : 'waits'}
      name="codes_from_id"
      label="Codes by text"
      hint="Visitors who name their phone are sent a code from this number, and are then known to be the one who texts from there."
      defaultValue={chosen?.id ?? ''}
    >
      <option value="">None are sent</option>
      <Options offered={data?.data} chosen={chosen ?? undefined} />
    </Choice>
  );
}

/** What is chosen already can be read before the list is there. */
const Options = ({ offered, chosen }: { offered: readonly Offered[] | undefined; chosen?: Offered | undefined }) =>
  (offered ?? (chosen ? [chosen] : [])).map(({ id, name }) => (
    <option key={id} value={id}>
      {name}
    </option>
  ));
