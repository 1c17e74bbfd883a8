'use client';

import type { ApiError } from '@parley/sdk/api-error';
import type { Erasure } from '@parley/shared/contract/erasures';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, ButtonLink, Submit } from '../../../../components/button.tsx';
import { Day } from '../../../../components/day.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure, LoadFailure } from '../../../../components/failure.tsx';
import { Field, Form } from '../../../../components/form.tsx';
import { Notice } from '../../../../components/notice.tsx';
import { Section } from '../../../../components/section.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { Empty, TableSkeleton } from '../../../../components/table.tsx';
import { Erasures } from './erasures.tsx';

/** What may be taken along, what was erased, and the end of it all. */
export function OrganisationData() {
  const { may } = useSession();
  const { data, error, refetch } = useQuery({
    queryKey: ['erasures'],
    queryFn: ({ signal }) => api.listErasures({ query: { limit: 50 }, signal }),
    enabled: may('data.manage'),
    throwOnError: isSurprise,
  });
  if (!may('data.manage')) return null;
  const open = data?.data.find(({ subject, state }) => subject.kind === 'organisation' && state === 'requested');
  return (
    <>
      <Section title="Data">
        <Empty
          title="All that is stored of this organisation, as a file."
          action={<ButtonLink href="/v1/organisation/export">Export everything</ButtonLink>}
        >
          A row to a line, as JSON; without passwords, keys and other secrets.
        </Empty>
      </Section>
      {data && data.data.length > 0 && <Erasures erasures={data.data} more={data.has_more} />}
      {!data && !error && <TableSkeleton what="erasures" />}
      {error && (
        <LoadFailure title="Erasures cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
      )}
      {may('organisation.delete') && (
        <Section title="Delete">{open ? <Waiting erasure={open} /> : <Deletion />}</Section>
      )}
    </>
  );
}

function Waiting({ erasure }: { erasure: Erasure }) {
  const { orgName } = useSession();
  const { run, pending, failure } = useChange(() => api.callOffErasure(), { makesOld: ['erasures', 'audit'] });
  const keep = (
    <Button disabled={pending} onClick={() => run(undefined)}>
      {pending ? 'Calling off…' : 'Call it off'}
    </Button>
  );
  return (
    <div className="flex flex-col gap-3">
      <Notice tone="bad" title={`${orgName} will be deleted.`} action={keep}>
        It begins on <Day at={erasure.due_at} />. Until then everything works as before, and an owner can call it off.
      </Notice>
      <Failure failure={failure} />
    </div>
  );
}

function Deletion() {
  const { orgName } = useSession();
  const [asking, setAsking] = useState(false);
  const remove = (
    <Button kind="danger" onClick={() => setAsking(true)}>
      Delete {orgName}
    </Button>
  );
  return (
    <>
      <Empty title="The organisation can be deleted with all that is in it." action={remove}>
        It begins after seven days, in which an owner can call it off.
      </Empty>
      {asking && <DeleteDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { orgName } = useSession();
  const { run, pending, failure } = useChange(
    (body: { name: string; password: string }) => api.eraseOrganisation({ body }),
    { makesOld: ['erasures', 'audit'], onDone: onClose },
  );
  return (
    <Dialog title={`Delete ${orgName}?`} onClose={onClose}>
      <Form onSubmit={(values) => run({ name: values.text('name'), password: values.exact('password') })}>
        <p className="text-muted">
          In seven days its agents, channels, contacts, conversations, keys and members are erased. People keep their
          accounts. Export what you need before.
        </p>
        <Field name="name" label={`Type ${orgName} to confirm`} autoComplete="off" spellCheck={false} required />
        <Field name="password" label="Your password" type="password" autoComplete="current-password" required />
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Keep</Button>
          <Submit kind="danger" pending={pending}>
            {pending ? 'Asking…' : 'Delete in seven days'}
          </Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
