'use client';

import { AGENT_ENVIRONMENTS, AGENT_STATUSES } from '@parley/shared/agents';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';
import { Submit } from '../../../../components/button.tsx';
import { Choice, Field, Form, type Values } from '../../../../components/form.tsx';
import { type AgentSearch, agentsHref, ENVIRONMENT_NAME, parseAgentSearch, STATUS } from '../../../../view/agents.ts';

const NAMES = ['q', 'status', 'team', 'environment', 'tag'] as const;

/** What is asked for stands in the address, so that it can be sent to someone. */
export function AgentFilter({ search }: { search: AgentSearch }) {
  const router = useRouter();
  const teams = useList(['teams'], (query, signal) => api.listTeams({ query, signal }));
  const show = (values: Values) =>
    router.push(agentsHref(parseAgentSearch(Object.fromEntries(NAMES.map((name) => [name, values.text(name)])))));
  return (
    <Form
      label="Filter"
      onSubmit={show}
      className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[2fr_1fr_1fr_1fr_1fr_auto]"
    >
      <Field name="q" label="Search" placeholder="Name or description" defaultValue={search.q} maxLength={100} />
      <Choice name="status" label="Status" defaultValue={search.status ?? ''}>
        <option value="">All but archived</option>
        {AGENT_STATUSES.map((status) => (
          <option key={status} value={status}>
            {STATUS[status].word}
          </option>
        ))}
      </Choice>
      {/* Its choices come later than the page: begun anew with them, the chosen one is shown. */}
      <Choice key={teams.items?.length} name="team" label="Team" defaultValue={search.team ?? ''}>
        <option value="">All</option>
        {teams.items?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      <Choice name="environment" label="Environment" defaultValue={search.environment ?? ''}>
        <option value="">All</option>
        {AGENT_ENVIRONMENTS.map((environment) => (
          <option key={environment} value={environment}>
            {ENVIRONMENT_NAME[environment]}
          </option>
        ))}
      </Choice>
      <Field name="tag" label="Tag" defaultValue={search.tag} maxLength={40} />
      <div className="flex h-9 items-center gap-3">
        <Submit kind="plain" pending={false}>
          Show
        </Submit>
        {agentsHref(search) !== '/agents' && (
          <Link href="/agents" className="text-muted underline-offset-4 hover:underline">
            Clear
          </Link>
        )}
      </div>
    </Form>
  );
}
