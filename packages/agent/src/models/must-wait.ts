export type WaitReason = 'provider_limit' | 'budget_held_by_others';

/** Nothing is wrong, there is no room now: the turn keeps its place, and waits without using up an attempt. */
export class MustWait extends Error {
  override name = 'MustWait';
  readonly reason: WaitReason;
  readonly afterMs: number;

  constructor(reason: WaitReason, afterMs: number, why: string = reason) {
    super(`${why}; to be asked again in ${afterMs} ms`);
    this.reason = reason;
    this.afterMs = afterMs;
  }
}
