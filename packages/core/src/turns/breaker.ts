import type { FrameRow } from '@parley/db/hot/read-frame';

/** What a lane's last minute looked like; stored with the decision. */
export type BreakerFacts = {
  /** Answers of the agent. */
  answers: number;
  /** The longest that the other side took to write again after an answer. */
  longestPauseMs: number;
  /** How often it wrote the same text. */
  sameText: number;
};

export type BreakerVerdict = { kind: 'go_on' } | { kind: 'stop'; reason: 'no_pause' | 'same_text' };

const WINDOW_MS = 60_000;

/** Nobody reads ten answers in a minute and has written to each within two seconds. */
const ANSWERS_WITHOUT_PAUSE = 10;
const NO_PAUSE_MS = 2_000;
/** People repeat themselves, but not five times in a minute, each time within seconds of an answer. */
const SAME_TEXTS = 5;
const SHORT_PAUSE_MS = 10_000;

/** Two machines that answer each other would never end, and each turn costs money. */
export function judgeLane(facts: BreakerFacts): BreakerVerdict {
  if (facts.answers >= ANSWERS_WITHOUT_PAUSE && facts.longestPauseMs < NO_PAUSE_MS) {
    return { kind: 'stop', reason: 'no_pause' };
  }
  if (facts.sameText >= SAME_TEXTS && facts.answers >= SAME_TEXTS - 1 && facts.longestPauseMs < SHORT_PAUSE_MS) {
    return { kind: 'stop', reason: 'same_text' };
  }
  return { kind: 'go_on' };
}

export function breakerFacts(history: FrameRow['history'], now: Date): BreakerFacts {
  const since = now.getTime() - WINDOW_MS;
  const lines = history
    .map(({ author, text, at }) => ({ author, text, at: Date.parse(at) }))
    .filter(({ at, author }) => at >= since && author !== 'system')
    .sort((a, b) => a.at - b.at);
  const texts = new Map<string, number>();
  let longestPauseMs = 0;
  let answeredAt: number | null = null;
  for (const { author, text, at } of lines) {
    if (author !== 'contact') answeredAt = at;
    else {
      texts.set(text.trim(), (texts.get(text.trim()) ?? 0) + 1);
      if (answeredAt !== null) longestPauseMs = Math.max(longestPauseMs, at - answeredAt);
      answeredAt = null;
    }
  }
  return {
    answers: lines.filter(({ author }) => author === 'agent').length,
    longestPauseMs,
    sameText: Math.max(0, ...texts.values()),
  };
}
