import { randomBytes } from 'node:crypto';
import { createAppDb } from '@parley/db/client';
import { createPool } from '@parley/db/pools';
import { makeId } from '@parley/shared/ids';
import { createTestDatabase, type TestDatabase } from '@parley/testkit/database';
import { installTestClock } from '@parley/testkit/database-clock';
import type { Ctx } from '../ctx.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { createKeyring } from '../secrets/keyring.ts';

/** The verbs on a real database with the sample clinic, for tests that need no process around them. */
export type TestCore = {
  ctx: Ctx;
  database: TestDatabase;
  /** How often somebody was rung for. */
  rings: { count: number };
  /** Takes away what was said; the clinic stays. */
  forget(): Promise<void>;
  close(): Promise<void>;
};

const SAID =
  'conversation, message, turn, run, step, reply, delivery, consent, effect, inbound_key, contact_point, contact_link, contact_fact, contact, handover, dead_letter, ticket, ticket_comment, incident, appointment, customer_order, order_item, refund, discount, contact_mail';

export async function openTestCore(): Promise<TestCore> {
  const database = await createTestDatabase();
  await installTestClock(database.owner);
  const hot = createPool({ url: database.urls.engine, max: 20, name: 'test', onError: () => {} });
  const db = createAppDb({ url: database.urls.app, maxConnections: 4, name: 'test' });
  const now = () => new Date();
  const rings = { count: 0 };
  const ctx: Ctx = {
    db,
    hot,
    now,
    auditKey: randomBytes(32),
    secrets: createKeyring(randomBytes(32)),
    outbound: { allowedOrigins: [] },
    newId: (kind) => makeId(kind, now(), randomBytes),
    ring: () => {
      rings.count += 1;
    },
    live: () => {},
  };
  await seedDemo(ctx, { chatOrigins: [] });
  return {
    ctx,
    database,
    rings,
    async forget() {
      rings.count = 0;
      await database.owner.query(`truncate ${SAID} cascade`);
    },
    async close() {
      await Promise.all([hot.end(), db.close()]);
      await database.drop();
    },
  };
}
