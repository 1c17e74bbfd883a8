type Broken = 'unique' | 'foreign_key' | 'last_owner_stays';

type DatabaseError = {
  code?: string;
  meta?: { driverAdapterError?: { cause?: { constraint?: { index?: string } } } };
};

/** Which rule of the database a write has met. The words are found where the write stands. */
export function brokenConstraint(error: unknown): Broken | null {
  const { code, meta } = (error ?? {}) as DatabaseError;
  if (code === 'P2002') return 'unique';
  if (code === 'P2003') return 'foreign_key';
  return meta?.driverAdapterError?.cause?.constraint?.index === 'last_owner_stays' ? 'last_owner_stays' : null;
}
