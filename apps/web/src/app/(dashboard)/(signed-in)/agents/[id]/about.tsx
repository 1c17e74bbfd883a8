'use client';

import { AGENT_ENVIRONMENTS, AGENT_TYPES, agentEnvironmentSchema, agentTypeSchema } from '@parley/shared/agents';
import { useState } from 'react';
import { api, type ReadAgent } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Submit } from '../../../../../components/button.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Choice, Field, Form, Text, type Values } from '../../../../../components/form.tsx';
import { ENVIRONMENT_NAME, pairLines, pairsFrom, TYPE_NAME } from '../../../../../view/agents.ts';
import { wordsFrom } from '../../../../../view/lists.ts';
import { PlaceChoices } from '../place-choices.tsx';

/** What is known of it, beside its versions. */
export function About({ agent }: { agent: ReadAgent }) {
  // What the fields began with: what someone else changes meanwhile must not be put back by saving.
  const [begun, setBegun] = useState(agent);
  const { run, pending, failure, answer } = useChange(
    async (values: Values) => {
      const body = changesFrom(begun, values);
      return Object.keys(body).length === 0 ? agent : api.changeAgent({ params: { id: agent.id }, body });
    },
    { makesOld: ['agents'], onDone: (changed) => setBegun({ ...begun, ...changed }) },
  );
  const [mayEdit, mayAssign] = (['edit', 'assign'] as const).map((act) => agent.you_may.includes(act));
  return (
    <Form onSubmit={run} className="flex flex-col gap-4 px-4 py-4">
      <fieldset disabled={!mayEdit} className="grid max-w-3xl gap-4 sm:grid-cols-2">
        <Fields agent={begun} />
        <fieldset disabled={!mayAssign} className="contents">
          <PlaceChoices owner={begun.owner} team={begun.team} />
        </fieldset>
      </fieldset>
      <Failure failure={failure} />
      {mayEdit ? (
        <div className="flex items-center gap-3">
          <Submit pending={pending}>{pending ? 'Saving…' : 'Save'}</Submit>
          <p role="status" className="text-muted">
            {answer && !pending && !failure && 'Saved.'}
          </p>
        </div>
      ) : (
        <p className="text-muted">Whoever answers for it can change this.</p>
      )}
    </Form>
  );
}

const Fields = ({ agent }: { agent: ReadAgent }) => (
  <>
    <Field name="name" label="Name" hint="Customers see it." defaultValue={agent.name} maxLength={80} required />
    <Field name="tags" label="Tags" hint="With commas between." defaultValue={agent.tags.join(', ')} />
    <div className="sm:col-span-2">
      <Text name="description" label="Description" defaultValue={agent.description} rows={2} maxLength={2_000} />
    </div>
    <Choice name="type" label="Type" defaultValue={agent.type}>
      {AGENT_TYPES.map((type) => (
        <option key={type} value={type}>
          {TYPE_NAME[type]}
        </option>
      ))}
    </Choice>
    <Choice name="environment" label="Environment" defaultValue={agent.environment}>
      {AGENT_ENVIRONMENTS.map((environment) => (
        <option key={environment} value={environment}>
          {ENVIRONMENT_NAME[environment]}
        </option>
      ))}
    </Choice>
    <Field
      name="provider"
      label="Provider"
      hint="parley, or where the agent lives."
      defaultValue={agent.provider}
      maxLength={40}
      required
    />
    <Text
      name="provider_ids"
      label="Ids at the provider"
      hint="One to a line: assistant = asst_1"
      defaultValue={pairLines(agent.provider_ids)}
      rows={2}
    />
  </>
);

/** Only what differs from what the fields began with. A field that could not be filled in is not sent. */
function changesFrom(begun: ReadAgent, values: Values) {
  const wanted = {
    name: values.text('name'),
    description: values.text('description').replaceAll('\r\n', '\n'),
    type: agentTypeSchema.parse(values.text('type')),
    environment: agentEnvironmentSchema.parse(values.text('environment')),
    tags: wordsFrom(values.text('tags')).map((tag) => tag.toLowerCase()),
    provider: values.text('provider'),
    provider_ids: pairsFrom(values.text('provider_ids')),
    ...(begun.you_may.includes('assign') && {
      owner_id: values.text('owner_id') || null,
      team_id: values.text('team_id') || null,
    }),
  };
  const known = { ...begun, owner_id: begun.owner?.id ?? null, team_id: begun.team?.id ?? null };
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([field, value]) => JSON.stringify(known[field as keyof typeof wanted]) !== JSON.stringify(value),
    ),
  ) as Partial<typeof wanted>;
}
