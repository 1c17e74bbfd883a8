'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { api } from '../../../../api/client.ts';
import { Submit } from '../../../../components/button.tsx';
import { Choice, Field, Form, type Values } from '../../../../components/form.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { parseRunSearch, RUN_STATUS, type RunSearch, runsHref } from '../../../../view/runs.ts';

const NAMES = ['q', 'status', 'kind', 'agent', 'tag', 'conversation', 'from', 'to', 'longer', 'dearer'] as const;

/** What is asked for stands in the address, so that it can be sent to someone. */
export function RunFilter({ search }: { search: RunSearch }) {
  const router = useRouter();
  const show = (values: Values) =>
    router.push(runsHref(parseRunSearch(Object.fromEntries(NAMES.map((name) => [name, values.text(name)])))));
  return (
    <Form
      label="Filter"
      onSubmit={show}
      className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[minmax(0,2fr)_repeat(4,minmax(0,1fr))]"
    >
      <div className="col-span-2 lg:col-span-1">
        <Field
          name="q"
          label="Search"
          type="search"
          placeholder="Words of the message, an id"
          defaultValue={search.q}
          maxLength={200}
        />
      </div>
      <Choice name="status" label="Outcome" defaultValue={search.status ?? ''}>
        <option value="">Any</option>
        {RUN_STATUS.map(({ outcome, word }) => (
          <option key={outcome} value={outcome}>
            {word}
          </option>
        ))}
      </Choice>
      <Choice name="kind" label="Kind" defaultValue={search.kind ?? ''}>
        <option value="">All</option>
        <option value="answer">For a customer</option>
        <option value="replay">Replays</option>
      </Choice>
      <AgentChoice chosen={search.agent} />
      <Field name="tag" label="Agent’s tag" defaultValue={search.tag} maxLength={60} />
      <div className="col-span-2 grid grid-cols-2 gap-3 lg:col-span-1">
        <Field name="from" label="Begun from" type="date" defaultValue={search.from} />
        <Field name="to" label="To" type="date" defaultValue={search.to} />
      </div>
      <Field name="longer" label="Longer than (s)" type="number" min={0} step="any" defaultValue={search.longer} />
      <Field name="dearer" label="Dearer than ($)" type="number" min={0} step="any" defaultValue={search.dearer} />
      <input type="hidden" name="conversation" value={search.conversation ?? ''} />
      <div className="flex h-9 items-center gap-3">
        <Submit kind="plain" pending={false}>
          Show
        </Submit>
        {runsHref(search) !== '/runs' && (
          <Link href="/runs" className="text-muted underline-offset-4 hover:underline">
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}

/** What is chosen stays choosable while the names are on their way, and when it is not among them any more. */
function AgentChoice({ chosen }: { chosen: string | undefined }) {
  const { may } = useSession();
  const { data } = useQuery({
    queryKey: ['names', 'agent'],
    queryFn: ({ signal }) =>
      api.listAgents({ query: { limit: 100 }, signal }).then(({ data }) => data.map(({ id, name }) => ({ id, name }))),
    enabled: may('agents.read'),
    staleTime: 60_000,
  });
  const named = data ?? [];
  return (
    <Choice key={data ? 'named' : 'unnamed'} name="agent" label="Agent" defaultValue={chosen ?? ''}>
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
