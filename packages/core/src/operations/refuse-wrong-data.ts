import { kindsOfOrganisation } from '@parley/db/lookup/kinds-of-organisation';
import type { Queryable } from '@parley/db/pools';
import type { Mode } from '@parley/shared/contract/status';

/** Sample data never meets real customers: a process does not start on a database of the other mode. */
export async function refuseWrongData(db: Queryable, mode: Mode): Promise<void> {
  const holds = await kindsOfOrganisation(db);
  if (mode === 'production' && holds.demo) {
    throw new Error(
      'PARLEY_MODE is production, but this database holds the sample organisation. Use a database of its own for production.',
    );
  }
  if (mode === 'demo' && holds.real) {
    throw new Error(
      'PARLEY_MODE is demo, but this database holds a real organisation. Set PARLEY_MODE=production, or use another database.',
    );
  }
}
