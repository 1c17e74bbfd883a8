'use client';

import { LIMIT_BOUNDS } from '@parley/shared/agent-spec';
import { useState } from 'react';
import { api, type ReadAgent } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Field, Form, Text, type Values } from '../../../../../components/form.tsx';
import { Notice } from '../../../../../components/notice.tsx';
import { specFrom } from '../../../../../view/agents.ts';
import { GuardrailFields } from './guardrail-fields.tsx';
import { ModelFields } from './model-fields.tsx';

/** Saved, it is a new version. It says which one it began from, so that what someone else saved meanwhile stays. */
export function SpecForm({ agent }: { agent: ReadAgent }) {
  const [begun, setBegun] = useState(agent);
  const [touched, setTouched] = useState(false);
  const show = () => {
    setBegun(agent);
    setTouched(false);
  };
  const { run, pending, failure, answer } = useChange(
    (values: Values) =>
      api.saveAgentVersion({
        params: { id: agent.id },
        body: {
          spec: specFrom(begun.spec, values),
          expected_version: begun.version,
          ...(values.text('note') && { note: values.text('note') }),
        },
      }),
    {
      makesOld: ['agents'],
      onDone: ({ number }) => {
        setBegun((now) => ({ ...now, version: number }));
        setTouched(false);
      },
    },
  );
  const mayEdit = agent.you_may.includes('edit') && agent.status !== 'archived';
  const moved = agent.version !== begun.version && !pending;
  // Nothing is lost with it: the newer one is shown at once.
  if (moved && !touched) show();
  return (
    <Form key={begun.id + begun.updated_at} onSubmit={run} className="flex flex-col gap-4 px-4 py-4">
      {moved && <NewerVersion agent={agent} begun={begun.version} onShow={show} />}
      <fieldset disabled={!mayEdit} onInput={() => setTouched(true)} className="flex max-w-3xl flex-col gap-4">
        <SpecFields spec={begun.spec} />
        {mayEdit && <Field name="note" label="What changes, and why" hint="Stands with the version." maxLength={200} />}
      </fieldset>
      <Failure failure={failure} />
      {mayEdit ? (
        <div className="flex flex-wrap items-center gap-3">
          <Submit pending={pending}>{pending ? 'Saving…' : 'Save as a new version'}</Submit>
          <p role="status" className="text-muted">
            {answer && !pending && !failure && `It runs version ${answer.number} now.`}
          </p>
        </div>
      ) : (
        <p className="text-muted">
          {agent.status === 'archived' ? 'Take it back to change it.' : 'Whoever answers for it can change this.'}
        </p>
      )}
    </Form>
  );
}

type NewerProps = { agent: ReadAgent; begun: number; onShow: () => void };

const NewerVersion = ({ agent, begun, onShow }: NewerProps) => (
  <Notice
    tone="warn"
    title={`Version ${agent.version} was saved meanwhile. What stands here began from version ${begun}.`}
    action={<Button onClick={onShow}>Show version {agent.version} here</Button>}
  >
    What you have not saved goes when you show the new one: copy it first. The versions below say what changed.
  </Notice>
);

const SpecFields = ({ spec }: { spec: ReadAgent['spec'] }) => (
  <>
    <Text
      name="instructions"
      label="Instructions"
      defaultValue={spec.instructions}
      rows={6}
      maxLength={20_000}
      required
    />
    <Text name="greeting" label="Greeting" defaultValue={spec.greeting} rows={2} maxLength={1_000} required />
    <Text
      name="avoid_topics"
      label="Topics to avoid"
      hint="One to a line. It is told not to talk about them."
      defaultValue={spec.guardrails.avoid_topics.join('\n')}
      rows={2}
    />
    <ModelFields spec={spec} />
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        name="tools"
        label="Tools"
        hint="Their names, with commas between."
        defaultValue={spec.tools.join(', ')}
        spellCheck={false}
      />
      <Field
        name="model_calls"
        label="Model calls per turn"
        hint={`At most ${LIMIT_BOUNDS.model_calls}.`}
        type="number"
        min={1}
        max={LIMIT_BOUNDS.model_calls}
        defaultValue={spec.limits.model_calls}
      />
      <Field
        name="tool_calls"
        label="Tool calls per turn"
        hint={`At most ${LIMIT_BOUNDS.tool_calls}.`}
        type="number"
        min={0}
        max={LIMIT_BOUNDS.tool_calls}
        defaultValue={spec.limits.tool_calls}
      />
    </div>
    <GuardrailFields guardrails={spec.guardrails} />
  </>
);
