'use client';

import type { Team } from '@parley/shared/contract/teams';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Field, Form } from '../../../../components/form.tsx';

/** Makes a team, or gives one another name. */
export function NameDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const { run, pending, failure } = useChange(
    (name: string) =>
      team ? api.renameTeam({ params: { id: team.id }, body: { name } }) : api.createTeam({ body: { name } }),
    {
      makesOld: ['teams'],
      says: ({ name }) =>
        team ? `${team.name} is called ${name} now.` : `The team ${name} is made. Put people into it.`,
      onDone: onClose,
    },
  );
  return (
    <Dialog title={team ? `Rename ${team.name}` : 'Make a team'} onClose={onClose}>
      <Form onSubmit={(values) => run(values.text('name'))}>
        <Field name="name" label="Name" defaultValue={team?.name} maxLength={80} autoComplete="off" required />
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Saving…' : team ? 'Rename' : 'Make the team'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
