'use client';

import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { useFreshStart } from '../../../../api/use-me.ts';
import { Button } from '../../../../components/button.tsx';
import { Confirm } from '../../../../components/confirm.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { Empty } from '../../../../components/table.tsx';

export function Leave() {
  const { orgName } = useSession();
  const [asking, setAsking] = useState(false);
  const leave = (
    <Button kind="danger" onClick={() => setAsking(true)}>
      Leave {orgName}
    </Button>
  );
  return (
    <>
      <Empty title="You can leave by yourself." action={leave}>
        The last owner cannot: make someone else an owner first.
      </Empty>
      {asking && <LeaveDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function LeaveDialog({ onClose }: { onClose: () => void }) {
  const { orgId, orgName } = useSession();
  const { run, pending, failure } = useChange(
    () => api.leaveOrganisation({ body: { organisation_id: orgId } }),
    // With no organisation left to work in, the pages lead to where one is chosen or begun.
    { onDone: useFreshStart() },
  );
  return (
    <Confirm
      title={`Leave ${orgName}?`}
      action={pending ? 'Leaving…' : 'Leave'}
      typed={orgName}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      You lose access at once. To come back, you need a new invitation.
    </Confirm>
  );
}
