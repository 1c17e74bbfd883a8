import { PARTICIPLE } from './actions.ts';
import type { Reading } from './reading.ts';
import { ADVERBS, GERUND, OBJECT, OURS } from './words.ts';

/** What the agent, or somebody of the house, is said to have done or to be doing. */
export const DID: readonly Reading[] = [
  {
    form: 'did',
    actions: ['tell', 'report'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}(?:raised|shared|discussed|checked|cleared|brought|taken) (?:it|this|that|your \\w+)(?: up)? with (?:the|our|my|dr|a)\\b`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['cancel', 'anything'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}called (?:it|that|this|your \\w+|the \\w+) off\\b`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['anything'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}dealt with\\b|\\b(?:been|is) (?:dealt with|taken care of|fixed|resolved)\\b(?! (?:by|in|within|at)\\b)`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['discount', 'refund'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}(?:knocked|taken|took|given|gave)\\b.{0,20}\\boff\\b`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['book'],
    pattern:
      /\b(?:i|we)(?:'ll| will|'m|'re| am| are)(?: now)? (?:hold(?:ing)?|keep(?:ing)?|reserv(?:e|ing)) (?:the|that|this|your|a) (?:\w+ )?(?:slot|table|place|spot|room|seats?|time)\b|\b(?:i|we)(?:'ve| have) (?:just )?blocked (?:out )?(?:the|that|your)\b/iu,
  },
  {
    form: 'did',
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'d|'s| have| has| had)? ${ADVERBS}(?:(?:gone|went|found|checked|looked|received|talked|spoken|had|got|seen|taken|made|put|called)\\b[^,.;]{0,40} and )?${ADVERBS}(?<done>${PARTICIPLE})\\b`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['book'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}(?:put|got|set|fitted|squeezed|signed|locked) (?:you|him|her|them|your \\w+)(?: both| all)? (?:down|in|up)\\b`,
      'iu',
    ),
  },
  {
    form: 'did',
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}(?<done>taken) (?:care of|\\d+ ?%|£|€|\\$|\\d+)`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['discount', 'refund'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}(?:given|gave|took|taken|knocked) (?:you )?(?:an? )?(?:\\d+ ?(?:%|per ?cent)|discount|(?:£|€|\\$)\\d|refund|voucher)`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['tell', 'report'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}let (?:the|our|my|him|her|them|dr|a|your) ?(?!you\\b)(?:\\w+ ){0,4}?know\\b`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['refund'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}(?:returned|given|sent|put|paid|transferred) (?:you )?(?:back )?(?:the |your )?(?:full |whole )?(?:money|amount|sum|payment|(?:£|€|\\$)\\d[\\d.,]*)\\b.{0,20}(?:back|to your)?`,
      'iu',
    ),
  },
  {
    form: 'did',
    pattern: new RegExp(
      `\\b${OURS} (?:was|were|have been|has been) able to (?<base>\\w+)|\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}managed to (?<base2>\\w+)`,
      'iu',
    ),
  },
  { form: 'did', pattern: new RegExp(`\\b(?:i'm|i am|we're|we are) ${ADVERBS}(?<base>${GERUND})${OBJECT}`, 'iu') },
  {
    form: 'did',
    actions: ['report', 'tell'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}put in (?:an? |the |your |in )*(?:request|claim|complaint|order)`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['note', 'report'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}(?:made|taken|left|put|added) (?:an? )?(?:note|reminder)\\b`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['book'],
    pattern: new RegExp(
      `\\b${OURS}(?:'ve|'s| have| has)? ${ADVERBS}(?:(?:set aside|kept|held|got you|found you|gotten you|made you|blocked(?: out)?) (?:an?|the|your|one|two|three|four) (?:\\w+ ){0,2}?(?:appointment|slot|place|spot|room|table|seats?|visit|booking)|(?:booked|put|got) you in)\\b`,
      'iu',
    ),
  },
  {
    form: 'did',
    actions: ['tell', 'report'],
    pattern:
      /\b(?:i'll|i will|i'm going to) (?:have|get|ask) (?:someone|somebody|a colleague|one of|the team|our|my|dr|a \w+) ?(?:\w+ ){0,3}?(?:to )?(?:call|contact|email|ring|get back|reach out|write|text|phone|help|look|take)\b/iu,
  },
];
