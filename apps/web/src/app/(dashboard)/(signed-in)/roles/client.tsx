'use client';

import { ROLES, type Role } from '@parley/shared/roles';
import { Badge } from '../../../../components/badge.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { Card, Section } from '../../../../components/section.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { ROLE_NAME, ROLE_WORDS } from '../../../../view/people.ts';
import { RoleTable } from './role-table.tsx';

export function RolesClient() {
  const { role } = useSession();
  return (
    <>
      <PageTitle title="Roles">What each role may do. You are {ROLE_NAME[role].toLowerCase()} here.</PageTitle>
      <div className="flex flex-col gap-6">
        <Section title="What each may do">
          <RoleTable mine={role} />
        </Section>
        <Section title="What each is for">
          <Card>
            <dl className="divide-y divide-border">
              {ROLES.map((name) => (
                <RoleLine key={name} role={name} mine={name === role} />
              ))}
            </dl>
          </Card>
        </Section>
      </div>
    </>
  );
}

const RoleLine = ({ role, mine }: { role: Role; mine: boolean }) => (
  <div className="flex flex-col gap-x-4 px-4 py-2.5 sm:flex-row">
    <dt className="flex w-40 shrink-0 items-center gap-2 font-medium">
      {ROLE_NAME[role]} {mine && <Badge tone="good">Yours</Badge>}
    </dt>
    <dd className="text-muted">{ROLE_WORDS[role]}</dd>
  </div>
);
