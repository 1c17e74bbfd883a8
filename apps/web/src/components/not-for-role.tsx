import { ROLE_NAME } from '../view/people.ts';
import { PageTitle } from './page-title.tsx';
import { useSession } from './signed-in.tsx';
import { Empty } from './table.tsx';

/** Reached by an address that someone else sent. */
export function NotForRole({ title }: { title: string }) {
  const { role, orgName } = useSession();
  return (
    <>
      <PageTitle title={title} />
      <Empty title={`Your role in ${orgName} does not open this page.`}>
        You are {ROLE_NAME[role].toLowerCase()} there. An owner or an admin can give you another role.
      </Empty>
    </>
  );
}
