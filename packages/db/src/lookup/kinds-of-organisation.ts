import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

const kinds = statement<{ demo: boolean; real: boolean }>(
  'kinds_of_organisation',
  'select exists (select from organisation where is_demo and erased_at is null) as demo, exists (select from organisation where not is_demo and erased_at is null) as real',
);

/** Whether this database holds the sample organisation, and whether it holds any other; for the role `parley_engine`. */
export async function kindsOfOrganisation(db: Queryable): Promise<{ demo: boolean; real: boolean }> {
  const [row] = await kinds(db, []);
  return row ?? { demo: false, real: false };
}
