'use client';

import Link from 'next/link';
import { api, type ContactDetail } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Day } from '../../../../../components/day.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Choice, Field, Form } from '../../../../../components/form.tsx';
import { Card, Section } from '../../../../../components/section.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { CELL, Table } from '../../../../../components/table.tsx';
import { contactName, isPointKind, LINKABLE, pointKind, VOUCHED } from '../../../../../view/contacts.ts';

/** Contacts that are the same person, and how that is known. */
export function ContactLinks({ contact }: { contact: ContactDetail }) {
  const { may } = useSession();
  if (contact.linked_to) {
    return (
      <Section title="The same person">
        <p>
          This is also{' '}
          <Link href={`/contacts/${contact.linked_to}`} className="underline underline-offset-4">
            an older contact
          </Link>
          , whose page shows everything that is linked.
        </p>
      </Section>
    );
  }
  if (contact.links.length === 0 && !may('contacts.link')) return null;
  return (
    <Section title="The same person">
      <div className="flex flex-col gap-4">
        {contact.links.length > 0 && <Links contact={contact} />}
        {may('contacts.link') && <LinkForm id={contact.id} />}
      </div>
    </Section>
  );
}

function Links({ contact }: { contact: ContactDetail }) {
  const { may } = useSession();
  const unlink = useChange((linked_id: string) => api.unlinkContact({ params: { id: contact.id, linked_id } }), {
    makesOld: ['contact', 'contacts'],
    says: () => 'They are two contacts again.',
    failsAloud: true,
  });
  return (
    <Table label="Linked contacts" columns={[{ title: 'Contact' }, { title: 'How it is known' }, { title: '' }]}>
      {contact.links.map((link) => (
        <tr key={link.contact_id}>
          <td className={`${CELL} wrap-anywhere`}>
            <Link href={`/contacts/${link.contact_id}`} className="font-medium underline-offset-4 hover:underline">
              {contactName({ id: link.contact_id, points: link.points })}
            </Link>
            <span className="block text-muted text-xs">
              {link.points.map(({ kind }) => pointKind(kind)).join(', ')}
            </span>
          </td>
          <td className={`${CELL} text-muted`}>
            {VOUCHED[link.vouched_by]}, since <Day at={link.since} />
          </td>
          <td className={`${CELL} text-right`}>
            {may('contacts.link') && (
              <Button disabled={unlink.pending} onClick={() => unlink.run(link.contact_id)}>
                Unlink
              </Button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

function LinkForm({ id }: { id: string }) {
  const link = useChange(
    (body: Parameters<typeof api.linkContact>[0]['body']) => api.linkContact({ params: { id }, body }),
    { makesOld: ['contact', 'contacts'], says: () => 'They are one person now.' },
  );
  return (
    <Card>
      <Form
        label="Link a contact"
        className="flex flex-col gap-4 p-4"
        onSubmit={(values) => {
          const kind = values.text('kind');
          if (isPointKind(kind)) link.run({ kind, address: values.text('address') });
        }}
      >
        <Failure failure={link.failure} />
        <div className="grid gap-4 sm:grid-cols-[10rem_1fr]">
          <Choice name="kind" label="Also known by">
            {LINKABLE.map((kind) => (
              <option key={kind} value={kind}>
                {pointKind(kind)}
              </option>
            ))}
          </Choice>
          <Field
            name="address"
            label="Address"
            required
            maxLength={254}
            hint="A number with its country’s code, or the name that your system has for them. You vouch that it is the same person: they are shown together, and erased together."
          />
        </div>
        <div>
          <Submit kind="plain" pending={link.pending}>
            {link.pending ? 'Linking…' : 'Link'}
          </Submit>
        </div>
      </Form>
    </Card>
  );
}
