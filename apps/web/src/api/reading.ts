import { ApiError } from '@parley/sdk/api-error';

/** What we know of something that is read again and again: the last good answer, and why the newest attempt failed. */
export type Reading<T> = {
  last: { value: T; readAt: number } | null;
  failure: ApiError | null;
};

/** A failed attempt takes nothing away from what was known. Errors that are not the API's are surprises, and stay thrown. */
export async function readAgain<T>(
  previous: Reading<T> | undefined,
  read: () => Promise<T>,
  now: () => number,
): Promise<Reading<T>> {
  try {
    return { last: { value: await read(), readAt: now() }, failure: null };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { last: previous?.last ?? null, failure: error };
  }
}
