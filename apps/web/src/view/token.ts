/** The token of a letter's link. It stands after the #, so that no server and no log ever sees it. */
export function tokenFrom(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') ?? '';
}
