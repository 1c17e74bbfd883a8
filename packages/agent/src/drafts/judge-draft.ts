import type { Check } from '@parley/shared/guardrails';
import { ANSWER_CHECKS } from '../guard/answer-checks.ts';
import type { TurnFacts } from '../guard/turn-facts.ts';

/**
 * The checks that a draft passes before anybody reads it, the answer's own. They may err on the side of silence: the
 * settled answer decides, and comes anyway.
 */
export function judgeDraft(text: string, facts: TurnFacts): Check | 'fine' {
  for (const check of ANSWER_CHECKS) {
    const { check: name, verdict } = check(text, facts);
    if (verdict === 'flag') return name;
  }
  return 'fine';
}
