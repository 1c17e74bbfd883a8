'use client';

import { useState } from 'react';
import { api } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../../components/dialog.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Field, Form } from '../../../../../components/form.tsx';

/** Which phone a chat's visitor has: they name it, a code goes there, and they say the code. */
export function AskForNumber({ id }: { id: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Confirm their number</Button>
      {open && <AskDialog id={id} onClose={() => setOpen(false)} />}
    </>
  );
}

function AskDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const send = useChange((phone: string) => api.startPhoneCheck({ params: { id }, body: { phone } }), { makesOld: [] });
  const confirm = useChange(
    (code: string) => api.confirmPhoneCheck({ params: { id, check_id: send.answer?.id ?? '' }, body: { code } }),
    {
      makesOld: ['contact', 'contacts', 'conversation'],
      says: () => 'The number is theirs. Whoever texts from it is the same person.',
      onDone: onClose,
    },
  );
  const sent = send.answer !== undefined && send.answer !== null;
  return (
    <Dialog title="Confirm their number" onClose={onClose}>
      {sent ? (
        <Form key="code" onSubmit={(values) => confirm.run(values.text('code'))}>
          <Field
            name="code"
            label="Code"
            hint="A text is on its way, unless this number wants none. Ask the visitor to write the six digits into the chat, within ten minutes."
            inputMode="numeric"
            autoComplete="off"
            maxLength={12}
            required
          />
          <Failure failure={confirm.failure} />
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <Submit pending={confirm.pending}>{confirm.pending ? 'Confirming…' : 'Confirm'}</Submit>
          </DialogActions>
        </Form>
      ) : (
        <Form key="phone" onSubmit={(values) => send.run(values.text('phone'))}>
          <Field
            name="phone"
            type="tel"
            label="Phone number"
            hint="As the visitor says it, with + and the country’s code. A code of six digits goes there by text."
            autoComplete="off"
            required
          />
          <Failure failure={send.failure} />
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <Submit pending={send.pending}>{send.pending ? 'Sending…' : 'Send the code'}</Submit>
          </DialogActions>
        </Form>
      )}
    </Dialog>
  );
}
