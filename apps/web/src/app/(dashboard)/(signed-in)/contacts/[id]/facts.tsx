'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { ContactFact } from '@parley/shared/contract/contacts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../../api/client.ts';
import { isSurprise } from '../../../../../api/is-surprise.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Failure, LoadFailure } from '../../../../../components/failure.tsx';
import { Field, Form, type Values } from '../../../../../components/form.tsx';
import { Card, Section } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { CELL, Empty, Table, TableSkeleton, WIDE_CELL } from '../../../../../components/table.tsx';
import { factInWords, factNameOf, factTitle, factValueOf } from '../../../../../view/contact-facts.ts';

const OLD = ['contact-facts'];

/** What agents know of a contact beyond the conversation: every run reads it. */
export function ContactFacts({ id }: { id: string }) {
  const { may } = useSession();
  return (
    <Section title="What agents know">
      <div className="flex flex-col gap-4">
        <FactList id={id} />
        {may('conversations.answer') && <NoteForm id={id} />}
      </div>
    </Section>
  );
}

function FactList({ id }: { id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: [...OLD, id],
    queryFn: async ({ signal }) => (await api.listContactFacts({ params: { id }, signal })).data,
    throwOnError: isSurprise,
  });
  if (!data) {
    if (!error) return <TableSkeleton what="what agents know" />;
    const failure = error as ApiError;
    return <LoadFailure title="What agents know cannot be read." failure={failure} onRetry={() => void refetch()} />;
  }
  if (data.length === 0) {
    return (
      <Empty title="Nothing is noted.">
        Agents note what helps the next time, such as a preferred dentist, when customers tell them.
      </Empty>
    );
  }
  return (
    <Table
      label="What agents know"
      columns={[{ title: 'Fact' }, { title: 'Noted by', wide: true }, { title: 'Forget', hidden: true }]}
    >
      {data.map((fact) => (
        <FactRow key={fact.id} contactId={id} fact={fact} />
      ))}
    </Table>
  );
}

const NOTED_BY: Record<ContactFact['noted_by']['kind'], string> = {
  agent: 'An agent, from a message',
  user: 'A colleague',
  api_key: 'An API key',
};

function FactRow({ contactId, fact }: { contactId: string; fact: ContactFact }) {
  const { may } = useSession();
  const { run, pending } = useChange(() => api.forgetContactFact({ params: { id: contactId, fact_id: fact.id } }), {
    makesOld: OLD,
    says: () => 'Agents know this no more.',
    failsAloud: true,
  });
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        <span className="text-muted">{factTitle(fact.name)}:</span> {factInWords(fact.value)}
      </td>
      <td className={`${WIDE_CELL} text-muted`}>{NOTED_BY[fact.noted_by.kind]}</td>
      <td className={`${CELL} text-right`}>
        {may('conversations.answer') && (
          <Button disabled={pending} onClick={() => run(undefined)}>
            Forget
            <span className="sr-only"> {factTitle(fact.name)}</span>
          </Button>
        )}
      </td>
    </tr>
  );
}

function NoteForm({ id }: { id: string }) {
  // The form is made anew once its words are kept.
  const [noted, setNoted] = useState(0);
  const { run, pending, failure } = useChange(
    (values: Values) =>
      api.noteContactFact({
        params: { id },
        body: { name: factNameOf(values.text('name')), value: factValueOf(values.text('value')) },
      }),
    { makesOld: OLD, onDone: () => setNoted((count) => count + 1) },
  );
  return (
    <Card>
      <Form key={noted} label="Note a fact" onSubmit={run} className="flex flex-col gap-4 p-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            name="name"
            label="What"
            placeholder="Preferred dentist"
            hint="What stood there under that name is replaced."
            maxLength={40}
            autoComplete="off"
            required
          />
          <Field name="value" label="Is" placeholder="Dr Osei" maxLength={500} autoComplete="off" required />
        </div>
        <Failure failure={failure} />
        <div>
          <Submit kind="plain" pending={pending}>
            {pending ? 'Noting…' : 'Note'}
          </Submit>
        </div>
      </Form>
    </Card>
  );
}
