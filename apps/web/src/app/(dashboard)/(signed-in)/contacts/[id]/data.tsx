'use client';

import { useState } from 'react';
import { api, type ContactDetail } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button, ButtonLink } from '../../../../../components/button.tsx';
import { Confirm } from '../../../../../components/confirm.tsx';
import { ErasureReceipt } from '../../../../../components/erasure-receipt.tsx';
import { Section } from '../../../../../components/section.tsx';
import { Empty } from '../../../../../components/table.tsx';
import { contactName } from '../../../../../view/contacts.ts';

/** What may be taken along and erased, by whom the law or the contact asks for it. */
export function ContactData({ contact }: { contact: ContactDetail }) {
  const [asking, setAsking] = useState(false);
  if (contact.erasure_id) {
    return (
      <Section title="Erasure">
        <ErasureReceipt id={contact.erasure_id} />
      </Section>
    );
  }
  const actions = (
    <div className="flex flex-wrap gap-2">
      <ButtonLink href={`/v1/contacts/${contact.id}/export`}>Export</ButtonLink>
      <Button kind="danger" onClick={() => setAsking(true)}>
        Erase
      </Button>
    </div>
  );
  return (
    <Section title="Data">
      <Empty title="All that is stored about this contact, as a file, or taken away." action={actions}>
        The file has a row to a line, as JSON. Both are written down in the audit log.
      </Empty>
      {asking && <EraseDialog contact={contact} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function EraseDialog({ contact, onClose }: { contact: ContactDetail; onClose: () => void }) {
  const { run, pending, failure } = useChange(() => api.eraseContact({ params: { id: contact.id } }), {
    makesOld: ['contact', 'contacts', 'erasures'],
    onDone: onClose,
  });
  return (
    <Confirm
      title={`Erase ${contactName(contact)}?`}
      action={pending ? 'Erasing…' : 'Erase for good'}
      typed="erase"
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      Their addresses, and every text that they, your agents and your people wrote in their conversations, are taken
      away, and so is what is linked as the same person. No agent answers them any more; a next message of theirs begins
      as a new contact’s. This cannot be undone.
    </Confirm>
  );
}
