'use client';

import { LIMIT_BOUNDS } from '@parley/shared/agent-spec';
import { AGENT_ENVIRONMENTS, agentEnvironmentSchema } from '@parley/shared/agents';
import { useRouter } from 'next/navigation';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Choice, Field, Form, Text, type Values } from '../../../../components/form.tsx';
import { ENVIRONMENT_NAME } from '../../../../view/agents.ts';
import { PlaceChoices } from './place-choices.tsx';

/** A first version with what an agent cannot be without; the rest is on its own page. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const { run, pending, failure } = useChange((values: Values) => api.createAgent({ body: askedFrom(values) }), {
    makesOld: ['agents', 'plan'],
    onDone: ({ id }) => router.push(`/agents/${id}`),
  });
  return (
    <Dialog title="Make an agent" onClose={onClose}>
      <Form onSubmit={run}>
        <Field name="name" label="Name" hint="Customers see it." maxLength={80} autoComplete="off" required />
        <Text name="greeting" label="Greeting" rows={2} maxLength={1_000} required />
        <Text
          name="instructions"
          label="Instructions"
          hint="Who it is, how it speaks, what it does and does not do."
          rows={5}
          maxLength={20_000}
          required
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <PlaceChoices />
          <Choice name="environment" label="Environment" defaultValue="prod">
            {AGENT_ENVIRONMENTS.map((environment) => (
              <option key={environment} value={environment}>
                {ENVIRONMENT_NAME[environment]}
              </option>
            ))}
          </Choice>
        </div>
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Making…' : 'Make the agent'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

const askedFrom = (values: Values) => ({
  name: values.text('name'),
  owner_id: values.text('owner_id') || null,
  team_id: values.text('team_id') || null,
  environment: agentEnvironmentSchema.parse(values.text('environment')),
  spec: {
    instructions: values.text('instructions').replaceAll('\r\n', '\n'),
    greeting: values.text('greeting').replaceAll('\r\n', '\n'),
    model: null,
    tools: [],
    guardrails: { avoid_topics: [] },
    limits: { ...LIMIT_BOUNDS },
  },
});
