type Broken = 'unique' | 'foreign_key' | 'last_owner_stays';

type DatabaseError = {
  code?: string;
  meta?: { driverAdapterError?: { cause?: { originalCode?: string; constraint?: { index?: string } } } };
};

/** As Postgres calls them, where the statement was written by hand. */
const BY_HAND: Record<string, Broken> = { '23505': 'unique', '23503': 'foreign_key' };

/** Which rule of the database a write has met. The words are found where the write stands. */
export function brokenConstraint(error: unknown): Broken | null {
  const { code, meta } = (error ?? {}) as DatabaseError;
  if (code === 'P2002') return 'unique';
  if (code === 'P2003') return 'foreign_key';
  const cause = meta?.driverAdapterError?.cause;
  if (cause?.constraint?.index === 'last_owner_stays') return 'last_owner_stays';
  return BY_HAND[cause?.originalCode ?? ''] ?? null;
}
