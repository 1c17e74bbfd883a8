import { ROLES, type Role, roleMay } from '@parley/shared/roles';
import { Check } from 'lucide-react';
import { Fragment } from 'react';
import { Card } from '../../../../components/section.tsx';
import { ROLE_NAME } from '../../../../view/people.ts';
import { type PermissionGroup, permissionGroups } from '../../../../view/permissions.ts';

const CELL = 'px-3 py-2';
// `relative` around it: what only readers hear is placed absolutely, and would widen the page.
// The words stay in sight while the roles are moved past them on a narrow screen.
const WORDS = `${CELL} sticky left-0 bg-surface min-w-40 max-w-64`;

/** Made of the table that the API decides by. */
export const RoleTable = ({ mine }: { mine: Role }) => (
  <Card>
    <div className="relative overflow-x-auto">
      <table aria-label="Roles and what they may do" className="w-full text-left">
        <thead className="border-border border-b text-muted text-xs">
          <tr>
            <th scope="col" className={`${WORDS} font-normal`}>
              May
            </th>
            {ROLES.map((role) => (
              <th key={role} scope="col" className={`${CELL} ${columnOf(role, mine)} text-center font-normal`}>
                {ROLE_NAME[role]}
                {role === mine && <span className="block">(you)</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-border">
          {permissionGroups().map((group) => (
            <Group key={group.name} group={group} mine={mine} />
          ))}
        </tbody>
      </table>
    </div>
  </Card>
);

const columnOf = (role: Role, mine: Role): string => (role === mine ? 'bg-raised text-text' : '');

const Group = ({ group: { name, permissions }, mine }: { group: PermissionGroup; mine: Role }) => (
  <Fragment>
    <tr>
      <th
        scope="rowgroup"
        colSpan={ROLES.length + 1}
        className={`${CELL} bg-background font-medium text-muted text-xs`}
      >
        <span className="sticky left-3">{name}</span>
      </th>
    </tr>
    {permissions.map(({ permission, words }) => (
      <tr key={permission}>
        <th scope="row" className={`${WORDS} font-normal`}>
          {words}
        </th>
        {ROLES.map((role) => (
          <td key={role} className={`${CELL} ${columnOf(role, mine)} text-center`}>
            {roleMay(role, permission) ? <Yes /> : <No />}
          </td>
        ))}
      </tr>
    ))}
  </Fragment>
);

const Yes = () => (
  <>
    <Check aria-hidden="true" className="mx-auto size-4 text-good" />
    <span className="sr-only">yes</span>
  </>
);

const No = () => (
  <>
    <span aria-hidden="true" className="text-muted">
      –
    </span>
    <span className="sr-only">no</span>
  </>
);
