import { generateClient } from '@parley/db/migrate/generate';

/** `pnpm generate`: the typed database client from schema.prisma. A start does the same when the schema has changed. */
export async function main(): Promise<number> {
  const outcome = await generateClient();
  console.log(outcome === 'generated' ? 'The database client was made.' : 'The database client is up to date.');
  return 0;
}
