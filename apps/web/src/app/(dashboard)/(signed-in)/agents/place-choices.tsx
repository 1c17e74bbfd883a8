'use client';

import type { Agent } from '@parley/shared/contract/agents';
import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';
import { Choice } from '../../../../components/form.tsx';
import { More } from '../../../../components/more.tsx';
import { useSession } from '../../../../components/signed-in.tsx';

type PlaceProps = { owner?: Agent['owner']; team?: Agent['team'] };

/** Who answers for an agent, and whose it is. */
export function PlaceChoices({ owner = null, team = null }: PlaceProps) {
  const members = useList(['members'], (query, signal) => api.listMembers({ query, signal }));
  const teams = useList(['teams'], (query, signal) => api.listTeams({ query, signal }));
  const people = members.items?.map(({ user_id: id, name }) => ({ id, name })) ?? [];
  const { role } = useSession();
  return (
    <>
      <div>
        <Chosen name="owner_id" label="Owner" hint="The member who answers for it." chosen={owner} others={people} />
        <More list={members} />
      </div>
      <Chosen
        name="team_id"
        label="Team"
        hint={role === 'team_lead' ? 'One that you are in.' : 'Its leads may change the agent.'}
        chosen={team}
        others={teams.items ?? []}
      />
    </>
  );
}

type Named = { id: string; name: string };
type ChosenProps = { name: string; label: string; hint: string; chosen: Named | null; others: readonly Named[] };

const Chosen = ({ name, label, hint, chosen, others }: ChosenProps) => (
  <Choice key={others.length} name={name} label={label} hint={hint} defaultValue={chosen?.id ?? ''}>
    <option value="">Nobody</option>
    {chosen && !others.some(({ id }) => id === chosen.id) && <option value={chosen.id}>{chosen.name}</option>}
    {others.map((one) => (
      <option key={one.id} value={one.id}>
        {one.name}
      </option>
    ))}
  </Choice>
);
