import { ParleyError } from '@parley/shared/errors';

export type PageQuery = { limit: number; starting_after?: string | undefined };
export type Page<T> = { data: T[]; has_more: boolean; next_cursor: string | null };

/** One row more than asked for was read: it says whether the list goes on. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  { cursor, view }: { cursor: (row: Row) => string; view: (row: Row) => T },
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit;
  return { data: shown.map(view), has_more: hasMore, next_cursor: hasMore && last ? cursor(last) : null };
}

export type Place = { at: Date; id: string };

/** A place in a list that is sorted by a time and, within it, by id. */
export const cursorOf = ({ at, id }: Place): string => `${at.getTime()}.${id}`;

export function placeOf(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [, ms, id] = /^(\d{1,15})\.(\w{1,64})$/.exec(cursor) ?? [];
  if (ms === undefined || id === undefined) throw invalidCursor();
  return { at: new Date(Number(ms)), id };
}

/** Where ids sort by time, the id is the cursor. */
export function idCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!/^\w{1,64}$/.test(cursor)) throw invalidCursor();
  return cursor;
}

const invalidCursor = () =>
  new ParleyError(
    'invalid_request',
    'invalid_cursor',
    '`starting_after` is not a cursor. Give back the `next_cursor` of the page before, or leave it out.',
    { param: 'starting_after' },
  );
