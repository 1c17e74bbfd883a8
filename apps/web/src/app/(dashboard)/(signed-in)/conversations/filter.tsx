'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { api } from '../../../../api/client.ts';
import { Submit } from '../../../../components/button.tsx';
import { Choice, Field, Form, type Values } from '../../../../components/form.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { type ConversationSearch, conversationsHref, parseConversationSearch } from '../../../../view/conversations.ts';

const NAMES = ['q', 'state', 'owner', 'channel', 'agent', 'from', 'to'] as const;

/** What is asked for stands in the address, so that it can be sent to someone. */
export function ConversationFilter({ search }: { search: ConversationSearch }) {
  const router = useRouter();
  const show = (values: Values) =>
    router.push(
      conversationsHref(parseConversationSearch(Object.fromEntries(NAMES.map((name) => [name, values.text(name)])))),
    );
  return (
    <Form
      label="Filter"
      onSubmit={show}
      className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[minmax(0,2fr)_repeat(3,minmax(0,1fr))]"
    >
      <div className="col-span-2 lg:col-span-1">
        <Field
          name="q"
          label="Search"
          type="search"
          placeholder="Words that were said, an address, an id"
          defaultValue={search.q}
          maxLength={200}
        />
      </div>
      <Choice name="state" label="State" defaultValue={search.state ?? ''}>
        <option value="">Any</option>
        <option value="waiting">Waits for an answer</option>
        <option value="answered">Answered</option>
        <option value="dead">Not answered: given up</option>
      </Choice>
      <Choice name="owner" label="Who answers" defaultValue={search.owner ?? ''}>
        <option value="">Anyone</option>
        <option value="agent">An agent</option>
        <option value="person">A person</option>
        <option value="me">You</option>
      </Choice>
      <NamedChoice name="channel" label="Channel" chosen={search.channel} />
      <NamedChoice name="agent" label="Agent" chosen={search.agent} />
      <Field name="from" label="Active from" type="date" defaultValue={search.from} />
      <Field name="to" label="To" type="date" defaultValue={search.to} />
      <div className="flex h-9 items-center gap-3">
        <Submit kind="plain" pending={false}>
          Show
        </Submit>
        {conversationsHref(search) !== '/conversations' && (
          <Link href="/conversations" className="text-muted underline-offset-4 hover:underline">
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}

type NamedChoiceProps = { name: 'channel' | 'agent'; label: string; chosen: string | undefined };

/** What is chosen stays choosable while the names are on their way, and when it is not among them any more. */
function NamedChoice({ name, label, chosen }: NamedChoiceProps) {
  const { may } = useSession();
  const { data } = useQuery({
    queryKey: ['names', name],
    queryFn: ({ signal }) =>
      name === 'agent'
        ? api
            .listAgents({ query: { limit: 100 }, signal })
            .then(({ data }) => data.map(({ id, name }) => ({ id, name })))
        : api
            .listChannels({ query: { limit: 100 }, signal })
            .then(({ data }) => data.map(({ id, name }) => ({ id, name }))),
    enabled: may(name === 'agent' ? 'agents.read' : 'channels.read'),
    staleTime: 60_000,
  });
  const named = data ?? [];
  return (
    <Choice key={data ? 'named' : 'unnamed'} name={name} label={label} defaultValue={chosen ?? ''}>
      <option value="">Any</option>
      {named.map((one) => (
        <option key={one.id} value={one.id}>
          {one.name}
        </option>
      ))}
      {chosen && !named.some(({ id }) => id === chosen) && <option value={chosen}>{chosen}</option>}
    </Choice>
  );
}
