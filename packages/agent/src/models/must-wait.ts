/** Nothing is wrong: a limit is reached for the moment. The turn keeps its place, and its attempt does not count. */
export class MustWait extends Error {
  override name = 'MustWait';
  readonly waitMs: number;

  constructor(why: string, waitMs: number) {
    super(why);
    this.waitMs = waitMs;
  }
}
