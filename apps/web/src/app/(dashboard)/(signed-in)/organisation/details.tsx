'use client';

import type { Organisation } from '@parley/shared/contract/organisations';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { ME_KEY } from '../../../../api/use-me.ts';
import { Submit } from '../../../../components/button.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Field, Form, type Values } from '../../../../components/form.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { TimeZoneChoice } from '../../../../components/time-zone-choice.tsx';
import { addressesFrom, changesOf, type OrganisationChange, orNull } from '../../../../view/organisation.ts';

export function Details({ organisation }: { organisation: Organisation }) {
  const { may } = useSession();
  // What the fields began with: what someone else changes meanwhile must not be put back by saving.
  const [begun, setBegun] = useState(organisation);
  const client = useQueryClient();
  const { run, pending, failure, answer } = useChange(
    async (wanted: Required<OrganisationChange>) => {
      const body = changesOf(begun, wanted);
      return Object.keys(body).length > 0 ? api.changeOrganisation({ body }) : organisation;
    },
    {
      makesOld: ME_KEY,
      onDone: (changed) => {
        setBegun(changed);
        client.setQueryData(['organisation'], changed);
      },
    },
  );
  const manages = may('organisation.manage');
  return (
    <Form onSubmit={(values) => run(wantedFrom(values))} className="px-4 py-4">
      <fieldset disabled={!manages} className="grid max-w-3xl gap-4 sm:grid-cols-2">
        <Fields organisation={organisation} />
      </fieldset>
      <div className="mt-4 flex flex-col gap-4">
        <Failure failure={failure} />
        {manages ? (
          <div className="flex items-center gap-3">
            <Submit pending={pending}>{pending ? 'Saving…' : 'Save'}</Submit>
            <p role="status" className="text-muted">
              {answer && !pending && !failure && 'Saved.'}
            </p>
          </div>
        ) : (
          <p className="text-muted">An owner or an admin can change this.</p>
        )}
      </div>
    </Form>
  );
}

const Fields = ({ organisation }: { organisation: Organisation }) => (
  <>
    <Field name="name" label="Name" defaultValue={organisation.name} maxLength={80} required />
    <Field
      name="from_name"
      label="Name in mails"
      hint="The organisation’s own name when empty."
      defaultValue={organisation.from_name ?? ''}
      maxLength={80}
    />
    <TimeZoneChoice value={organisation.time_zone} />
    <Field
      name="locale"
      label="Locale"
      hint="Such as en-GB."
      defaultValue={organisation.locale}
      pattern="[a-z]{2}(-[A-Z]{2})?"
      title="Such as en or en-GB"
      required
    />
    <Field name="industry" label="Industry" defaultValue={organisation.industry ?? ''} maxLength={80} />
    <Field name="region" label="Region" defaultValue={organisation.region ?? ''} maxLength={80} />
    <Field name="billing_email" label="Email for bills" type="email" defaultValue={organisation.billing_email ?? ''} />
    <Field
      name="alert_emails"
      label="Emails for alerts"
      type="email"
      multiple
      hint="Several between commas, 20 at most."
      defaultValue={organisation.alert_emails.join(', ')}
    />
  </>
);

const wantedFrom = (values: Values): Required<OrganisationChange> => ({
  name: values.text('name'),
  from_name: orNull(values.text('from_name')),
  time_zone: values.text('time_zone'),
  locale: values.text('locale'),
  industry: orNull(values.text('industry')),
  region: orNull(values.text('region')),
  billing_email: orNull(values.text('billing_email')),
  alert_emails: addressesFrom(values.text('alert_emails')),
});
