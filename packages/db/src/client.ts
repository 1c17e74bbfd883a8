import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import type { Prisma } from './generated/prisma/client.ts';
import { PrismaClient } from './generated/prisma/client.ts';

/** What a unit of work may touch: one organisation's rows, in one transaction. */
export type OrgTx = Prisma.TransactionClient;

const afterwards = new WeakMap<OrgTx, Array<() => void>>();

/** What others may hear of once this unit of work has committed, and never when it has not. It must not throw. */
export function afterCommit(tx: OrgTx, say: () => void): void {
  const kept = afterwards.get(tx);
  if (!kept) throw new Error('this is not the transaction of a unit of work');
  kept.push(say);
}

export type AppDb = {
  /** Runs a unit of work as one organisation. Row-level security shows nothing else, and nothing at all without it. */
  inOrg<T>(orgId: string, work: (tx: OrgTx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type AppDbOptions = {
  url: string;
  maxConnections: number;
  name: string;
  /** How a connection speaks, where a test wants to hear or change it. */
  Client?: typeof pg.Client | undefined;
};

const TRIES = 5;

export function createAppDb({ url, maxConnections, name, Client }: AppDbOptions): AppDb {
  const adapter = new PrismaPg({
    connectionString: url,
    max: maxConnections,
    application_name: name,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
    query_timeout: 20_000,
    keepAlive: true,
    Client,
  });
  const prisma = new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 15_000 } });
  return {
    async inOrg(orgId, work) {
      for (let attempt = 1; ; attempt++) {
        const kept: Array<() => void> = [];
        try {
          const outcome = await prisma.$transaction(async (tx) => {
            afterwards.set(tx, kept);
            await tx.$executeRaw`select set_config('app.org_id', ${orgId}, true)`;
            return work(tx);
          });
          for (const say of kept) say();
          return outcome;
        } catch (error) {
          if (attempt === TRIES || !wasDeadlock(error)) throw error;
        }
      }
    },
    close: () => prisma.$disconnect(),
  };
}

type DatabaseError = { code?: string; meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };

/** Two waited for each other, and Postgres ended this one whole: done again, it finds what the other has left. */
function wasDeadlock(error: unknown): boolean {
  const { code, meta } = (error ?? {}) as DatabaseError;
  return code === 'P2034' || meta?.driverAdapterError?.cause?.originalCode === '40P01';
}
