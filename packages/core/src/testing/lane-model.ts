import { LANE_LIMITS } from '@parley/shared/lane-limits';

export type Mode = 'queue' | 'merge' | 'interrupt' | 'reject';
export type Window = { quiet_ms: number; max_wait_ms: number; max_messages: number };
type Turn = { state: string; reason: string | null; attempts: number };

/** What was claimed, for a later settle, which may come too late. */
export type Held = { turn: number; fence: number };

/**
 * A lane as people would tell it, in plain steps and without a database. The tests hold the statements to it. Messages and
 * turns are numbered in the order in which they came.
 */
export class LaneModel {
  now = 0;
  owner: 'agent' | 'person' = 'agent';
  turns: Turn[] = [];
  /** For each message, the turn that it is in. */
  messages: number[] = [];
  readonly #mode: Mode;
  readonly #window: Window;
  #waiting: number[] = [];
  #due: number | null = null;
  #fence = 0;
  #leasedUntil: number | null = null;
  #burst: { turn: number; since: number; until: number; count: number } | null = null;
  #interruptions = 0;

  constructor(mode: Mode, window: Window) {
    this.#mode = mode;
    this.#window = window;
  }

  say(): void {
    const behind = this.#burst !== null && this.#waiting[0] !== this.#burst.turn;
    const gathers = this.#mode === 'merge' || this.#mode === 'interrupt';
    const burst = this.#burst;
    if (this.owner === 'person') this.#begin('silent', 'person_owns');
    else if (burst && burst.count < this.#window.max_messages && (burst.until > this.now || (behind && gathers))) {
      this.messages.push(burst.turn);
      burst.count += 1;
      burst.until =
        burst.count >= this.#window.max_messages
          ? this.now
          : Math.max(burst.until, Math.min(this.now + this.#window.quiet_ms, burst.since + this.#window.max_wait_ms));
      if (!behind) this.#due = burst.until;
    } else if (this.#mode === 'reject' && this.#waiting.length > 0) this.#begin('silent', 'rejected');
    else if (
      this.#mode === 'interrupt' &&
      this.#waiting.length > 0 &&
      this.#interruptions < LANE_LIMITS.maxInterruptions
    ) {
      this.#interrupt();
    } else {
      const collects = this.#window.quiet_ms > 0 || (this.#waiting.length > 0 && gathers);
      const turn = this.#begin(collects ? 'collecting' : 'ready');
      this.#waiting.push(turn);
      this.#due ??= this.now + this.#window.quiet_ms;
      this.#gather(collects ? turn : null);
    }
  }

  #begin(state: string, reason: string | null = null): number {
    const turn = this.turns.push({ state, reason, attempts: 0 }) - 1;
    this.messages.push(turn);
    return turn;
  }

  #gather(turn: number | null): void {
    this.#burst = turn === null ? null : { turn, since: this.now, until: this.now + this.#window.quiet_ms, count: 1 };
  }

  #interrupt(): void {
    const collects = this.#window.quiet_ms > 0;
    const taken = this.#waiting;
    const turn = this.#begin(collects ? 'collecting' : 'ready');
    for (const old of taken) this.#end(old, 'superseded', 'interrupted');
    this.messages = this.messages.map((of) => (taken.includes(of) ? turn : of));
    this.#waiting = [turn];
    this.#due = this.now + this.#window.quiet_ms;
    this.#fence += 1;
    this.#leasedUntil = null;
    this.#interruptions += 1;
    this.#gather(collects ? turn : null);
  }

  #end(turn: number, state: string, reason: string | null): void {
    Object.assign(this.turns[turn] as Turn, { state, reason });
  }

  claim(): Held | null {
    const [head] = this.#waiting;
    const free = this.#leasedUntil === null || this.#leasedUntil < this.now;
    if (head === undefined || this.#due === null || this.#due > this.now || !free) return null;
    this.#fence += 1;
    this.#leasedUntil = this.now + LANE_LIMITS.leaseMs;
    const turn = this.turns[head] as Turn;
    turn.state = 'running';
    turn.attempts += 1;
    if (this.#burst?.turn === head) this.#burst = null;
    return { turn: head, fence: this.#fence };
  }

  #holds = ({ turn, fence }: Held): boolean =>
    this.#fence === fence && this.#waiting[0] === turn && this.#leasedUntil !== null;

  settle(held: Held, state = 'replied', reason: string | null = null): boolean {
    if (!this.#holds(held)) return false;
    this.#end(held.turn, state, reason);
    this.#waiting.shift();
    this.#leasedUntil = null;
    this.#interruptions = 0;
    const [next] = this.#waiting;
    const window = next !== undefined && this.#burst?.turn === next ? this.#burst.until : this.now;
    this.#due = next === undefined ? null : Math.max(this.now, window);
    return true;
  }

  fail(held: Held, delayMs: (attempts: number) => number): boolean {
    if (!this.#holds(held)) return false;
    const turn = this.turns[held.turn] as Turn;
    if (turn.attempts >= LANE_LIMITS.maxAttempts) return this.settle(held, 'dead', 'model_error');
    Object.assign(turn, { state: 'ready', reason: 'model_error' });
    this.#leasedUntil = null;
    this.#due = this.now + delayMs(turn.attempts);
    return true;
  }

  takeOver(): void {
    if (this.owner === 'person') return;
    for (const turn of this.#waiting) this.#end(turn, 'silent', 'person_owns');
    this.owner = 'person';
    this.#waiting = [];
    this.#due = null;
    this.#fence += 1;
    this.#leasedUntil = null;
    this.#burst = null;
  }
}
