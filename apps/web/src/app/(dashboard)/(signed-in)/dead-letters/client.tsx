'use client';

import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { ShowChoice } from '../../../../components/show-choice.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { Letters } from './letters.tsx';

export function DeadLettersClient({ all }: { all: boolean }) {
  const { may } = useSession();
  if (!may('operations.read')) return <NotForRole title="Dead letters" />;
  return (
    <>
      <PageTitle title="Dead letters" action={<ShowChoice path="/dead-letters" open="To redrive" all={all} />}>
        Messages that no agent could answer, kept until somebody asks the agent once more.
      </PageTitle>
      <Letters key={String(all)} all={all} />
    </>
  );
}
