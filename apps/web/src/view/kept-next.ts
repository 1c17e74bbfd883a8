import { nextPath } from './next-path.ts';

const PLACE = 'parley.next';

/** Where to go after a sign-in that leads over another site; kept in this tab alone. */
export const keepNext = (next: string): void => sessionStorage.setItem(PLACE, next);

export function takeNext(otherwise: string): string {
  const kept = sessionStorage.getItem(PLACE) ?? undefined;
  sessionStorage.removeItem(PLACE);
  return nextPath(kept, otherwise);
}
