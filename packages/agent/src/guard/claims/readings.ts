import { PARTICIPLE } from './actions.ts';
import type { Reading } from './reading.ts';
import { DID } from './readings-did.ts';
import { IS } from './readings-is.ts';
import { WILL } from './readings-will.ts';
import { GERUND } from './words.ts';

export const READINGS: readonly Reading[] = [...DID, ...IS, ...WILL];

/** Without one of these no reading can match: most clauses have none, and cost one look. */
export const NEEDED = new RegExp(
  `\\b(?:${PARTICIPLE.slice(3, -1)}|${GERUND.slice(3, -1)}|will|able|managed|put|got|let|gave|given|took|set|done|sorted|see you|have you|in for|down for|on the|on our|refund|money|funds|expect|good to go|complete|consider|went through|gone through|in place|under ?way|active|live|hear|all is|in the book|in our book|receive|should|off|takes|starts|looking|working|handling|on it|aware|kept|held|found|note|reminder|back|way|consider|down|post|mail|inbox|heading|coming|discount|%|dealt|called|knows?|yours|holding|hold|keep(?:ing)?|reserv(?:e|ing)|good for|on for|blocked|your new|you have (?:got )?an?|you've (?:got )?an?|see(?:ing)? you|forward to|number|reference|code|tracking|(?:ticket|case|complaint) (?:is|has)|(?:appointment|visit|booking|reservation|check-?up|cleaning|session|lesson) (?:[\\w:]+ ){0,4}(?:is|has|was|now|takes|stands|starts))\\b|'ll\\b`,
  'iu',
);
