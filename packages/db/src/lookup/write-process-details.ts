import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

const write = statement('write_process_details', 'update process set details = $2 where id = $1');

/** What a process says of itself beside its heartbeat. */
export const writeProcessDetails = (db: Queryable, processId: string, details: object): Promise<unknown> =>
  write(db, [processId, JSON.stringify(details)]);
