import { assertNever } from '@parley/shared/assert-never';
import type { Response } from 'express';

/** How an outsider may misbehave. `accept_…` faults do the work first: the caller cannot know that it was done. */
export type Fault =
  | { kind: 'status'; status: number; code?: string | number; retryAfterSeconds?: number }
  | { kind: 'hang' }
  | { kind: 'cut' }
  | { kind: 'accept_then_hang' }
  | { kind: 'accept_then_cut' }
  /** Accepts, then answers properly, but only once the promise has settled. */
  | { kind: 'hold'; until: Promise<unknown> };

export type RefusingFault = Extract<Fault, { kind: 'status' }>;

type Matcher<Call> = (call: Call) => boolean;
type Planned<Call> = { fault: Fault; left: number; matches: Matcher<Call> };

export type Faults<Call> = {
  /** The next call (or the next `times` calls) that `on` matches meets this fault. */
  next(fault: Fault, options?: { times?: number; on?: Matcher<Call> }): void;
  /** Decides for every call that no planned fault takes; null ends it. For seeded chaos. */
  decide(rule: ((call: Call) => Fault | null) | null): void;
  clear(): void;
  take(call: Call): Fault | null;
};

export function createFaults<Call>(): Faults<Call> {
  let planned: Planned<Call>[] = [];
  let rule: ((call: Call) => Fault | null) | null = null;
  return {
    next(fault, { times = 1, on = () => true } = {}) {
      planned.push({ fault, left: times, matches: on });
    },
    decide(next) {
      rule = next;
    },
    clear() {
      planned = [];
      rule = null;
    },
    take(call) {
      const found = planned.find((plan) => plan.matches(call));
      if (!found) return rule?.(call) ?? null;
      found.left -= 1;
      if (found.left <= 0) planned = planned.filter((plan) => plan !== found);
      return found.fault;
    },
  };
}

export type Answer = { status: number; body: unknown; headers?: Record<string, string> };

type Ways = { accept: () => Answer; refuse: (fault: RefusingFault) => Answer };

/** Answers one JSON call as the fault, if there is one, says. */
export async function answerWith(res: Response, fault: Fault | null, { accept, refuse }: Ways): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return send(res, accept());
    case 'status':
      return send(res, refuse(fault), fault.retryAfterSeconds);
    case 'hang':
      return;
    case 'cut':
      return cut(res);
    case 'accept_then_hang':
      accept();
      return;
    case 'accept_then_cut':
      accept();
      return cut(res);
    case 'hold': {
      const answer = accept();
      await fault.until;
      return send(res, answer);
    }
    default:
      return assertNever(fault);
  }
}

function send(res: Response, answer: Answer, retryAfterSeconds?: number): void {
  if (retryAfterSeconds !== undefined) res.set('Retry-After', String(retryAfterSeconds));
  res
    .status(answer.status)
    .set(answer.headers ?? {})
    .json(answer.body);
}

/** The connection breaks under the caller, as when a proxy dies. */
export function cut(res: Response): void {
  res.socket?.destroy();
}
