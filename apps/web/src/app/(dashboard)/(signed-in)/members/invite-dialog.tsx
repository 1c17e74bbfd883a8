'use client';

import type { Role } from '@parley/shared/roles';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Choice, Field, Form } from '../../../../components/form.tsx';
import { INVITABLE_ROLES, ROLE_NAME, ROLE_WORDS } from '../../../../view/people.ts';

type InvitableRole = Exclude<Role, 'owner'>;

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [role, setRole] = useState<InvitableRole>('member');
  const { run, pending, failure } = useChange((email: string) => api.inviteMember({ body: { email, role } }), {
    makesOld: ['invitations', 'plan'],
    says: ({ email }) => `The invitation to ${email} is on its way.`,
    onDone: onClose,
  });
  return (
    <Dialog title="Invite someone" onClose={onClose}>
      <Form onSubmit={(values) => run(values.text('email'))}>
        <Field
          name="email"
          label="Email"
          type="email"
          autoComplete="off"
          hint="The letter’s link works for this address only, once."
          required
        />
        <Choice
          name="role"
          label="Role"
          hint={ROLE_WORDS[role]}
          value={role}
          onChange={(event) => setRole(event.target.value as InvitableRole)}
        >
          {INVITABLE_ROLES.map((name) => (
            <option key={name} value={name}>
              {ROLE_NAME[name]}
            </option>
          ))}
        </Choice>
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Sending…' : 'Send the invitation'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
