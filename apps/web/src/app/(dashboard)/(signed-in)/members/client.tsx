'use client';

import { Button } from '../../../../components/button.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { useAsked } from '../../../../view/use-asked.ts';
import { Invitations } from './invitations.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberList } from './member-list.tsx';

export function MembersClient() {
  const { may, orgName } = useSession();
  const [inviting, setInviting] = useAsked('invite');
  const manages = may('members.manage');
  const invite = manages && (
    <Button kind="primary" onClick={() => setInviting(true)}>
      Invite someone
    </Button>
  );
  return (
    <>
      <PageTitle title="Members" action={invite}>
        Who works in {orgName}, and what each may do.
      </PageTitle>
      <div className="flex flex-col gap-6">
        <MemberList />
        {manages && <Invitations />}
      </div>
      {manages && inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
