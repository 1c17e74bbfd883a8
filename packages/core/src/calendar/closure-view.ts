import type { OrgTx } from '@parley/db/client';
import type { Closure } from '@parley/shared/contract/calendar';
import { dateOf } from './bookable.ts';

type Row = NonNullable<Awaited<ReturnType<OrgTx['closure']['findUnique']>>>;

export const closureView = (row: Row): Closure => ({
  id: row.id,
  resource_id: row.resourceId,
  starts_on: dateOf(row.startsOn),
  ends_on: dateOf(row.endsOn),
  note: row.note,
});
