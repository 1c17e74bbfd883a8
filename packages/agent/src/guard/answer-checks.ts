import { judgeClaims } from './claims/judge-claims.ts';
import { leadsElsewhere } from './links.ts';
import { revealsPersonalData } from './personal-data/leaks.ts';
import { promptLeak } from './prompt-leak.ts';
import { looksSecret } from './secrets.ts';
import type { TurnFacts } from './turn-facts.ts';
import { flagIf, type Verdict } from './verdict.ts';

/** The checks that hold for an answer and for each sentence of a draft alike, cheap ones first. */
export const ANSWER_CHECKS: ReadonlyArray<(text: string, facts: TurnFacts) => Verdict> = [
  (text) => flagIf('secret', looksSecret(text) ? 'It holds what looks like a key or a password.' : null),
  (text, { hosts }) =>
    flagIf('link', leadsElsewhere(text, hosts()) ? 'It links to a site that is not on the list.' : null),
  (text, { known }) =>
    flagIf(
      'personal_leak',
      revealsPersonalData(text, known) ? 'It holds an address or a number that nobody gave here.' : null,
    ),
  (text, { prompt }) => flagIf('prompt_leak', promptLeak(text, prompt)),
  (text, { claims }) => judgeClaims(text, claims),
];
