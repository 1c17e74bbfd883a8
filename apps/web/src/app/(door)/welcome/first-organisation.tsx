'use client';

import { api } from '../../../api/client.ts';
import { useChange } from '../../../api/use-change.ts';
import { useFreshStart } from '../../../api/use-me.ts';
import { Submit } from '../../../components/button.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Field, Form } from '../../../components/form.tsx';
import { TimeZoneChoice } from '../../../components/time-zone-choice.tsx';
import { Door, DoorLink } from '../door.tsx';

type FirstOrganisationProps = { first: boolean; onDone: () => void };

export function FirstOrganisation({ first, onDone }: FirstOrganisationProps) {
  const startFresh = useFreshStart();
  const { run, pending, failure } = useChange(
    (body: { name: string; time_zone: string }) => api.createOrganisation({ body }),
    {
      onDone: async () => {
        await startFresh();
        onDone();
      },
    },
  );
  return (
    <Door
      title={first ? 'Begin your organisation' : 'Begin another organisation'}
      below={
        !first && (
          <p>
            <DoorLink href="/members">Back</DoorLink>
          </p>
        )
      }
    >
      <p className="text-muted">
        {first && 'Was someone going to invite you? Then open the link in their letter instead. '}
        You become its owner, and can invite others.
      </p>
      <Form onSubmit={(values) => run({ name: values.text('name'), time_zone: values.text('time_zone') })}>
        <Field name="name" label="Name" autoComplete="organization" maxLength={80} required />
        <TimeZoneChoice hint="The zone of the place where it works." />
        <Failure failure={failure} />
        <Submit pending={pending} wide>
          {pending ? 'Beginning…' : 'Begin'}
        </Submit>
      </Form>
    </Door>
  );
}
