import { ParleyError } from '@parley/shared/errors';

const DIGITS = 12;

/** A place in a conversation, as text that sorts. */
export const cursorOf = (seq: bigint): string => seq.toString().padStart(DIGITS, '0');

export function placeOf(cursor: string | null | undefined): bigint {
  if (cursor === null || cursor === undefined || cursor === '') return 0n;
  if (!/^\d{1,18}$/.test(cursor)) {
    throw new ParleyError(
      'invalid_request',
      'invalid_cursor',
      '`after` is not a cursor. Give back one that this API gave you, or leave it out.',
      { param: 'after' },
    );
  }
  return BigInt(cursor);
}
