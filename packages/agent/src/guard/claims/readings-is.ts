import { PARTICIPLE } from './actions.ts';
import type { Reading } from './reading.ts';
import { ADVERBS, WHO } from './words.ts';

/** What is said to be so, because somebody must have done it. */
export const IS: readonly Reading[] = [
  {
    form: 'is',
    actions: ['book', 'move'],
    pattern:
      /\b(?:slot|time|table|place|spot|room|appointment|\d{1,2}:\d{2}(?: on \w+)?) is (?:all )?yours\b|\byou(?:'re| are) (?:on|good|set) for (?=\w*day\b|tomorrow|today|the \d|\d)|\byour (?:booking|appointment|visit) stands\b/iu,
  },
  {
    form: 'is',
    actions: ['book', 'move'],
    pattern:
      /\b(?:your new (?:time|date|appointment|slot|visit)(?: is|:|$)|you(?:'ve| have) (?:got )?an? (?:\w+ )?(?:appointment|visit|booking|reservation|check-?up|cleaning) (?=(?:on|at|for|tomorrow|today|this|next|coming)\b)|(?:look(?:ing)? forward to (?:seeing|welcoming) you|see you) (?:on )?(?:\w+day|tomorrow|today|\d{1,2})\b.*\d)/iu,
  },
  {
    form: 'is',
    actions: ['send'],
    pattern:
      /\be-?mail\b.{0,25}\b(?:is|has been) (?:on its way|in your inbox)|\b(?:invoice|receipt|confirmation|form|link|documents?) (?:is|are) (?:now |already )?in your (?:inbox|e-?mail)/iu,
  },
  {
    form: 'is',
    actions: ['tell', 'report', 'note'],
    pattern:
      /\b(?:the|our) (?:kitchen|team|dentist|doctor|driver|office|courier|staff|desk|manager) (?:now |already )?knows?\b|\bdr \w+ (?:now |already )knows\b/iu,
  },
  {
    form: 'is',
    actions: ['report', 'tell'],
    pattern: /\b(?:ticket|case|complaint) (?:is|has been) (?:now )?(?:open|in)\b/iu,
  },
  {
    form: 'is',
    pattern: new RegExp(
      `(?:\\b(?:is|are|was|were|will be|got|gets)|\\b(?:has|have) ${ADVERBS}been|'(?:ve|s) ${ADVERBS}been|(?<!\\blet)'s|'re|'ll be) ${ADVERBS}(?:being )?(?:\\w+ed and )?${ADVERBS}(?<done>${PARTICIPLE})\\b`,
      'iu',
    ),
  },
  {
    form: 'is',
    pattern:
      /\byou're (?:been )?(?<done>booked|registered|scheduled|confirmed|all set|added)\b|\byou've been (?<done2>\w+)\b/iu,
  },
  {
    form: 'is',
    actions: ['anything'],
    pattern:
      /\b(?:you're|you are|it's|it is|that's|that is|everything is|everything's|all is|we're|we are) (?:now |officially )?(?:all )?(?:set|done|sorted|good to go|taken care of|in (?:the|our) (?:book|diary|calendar|system)|complete)\b/iu,
  },
  {
    form: 'is',
    actions: ['book', 'move'],
    pattern:
      /\byou(?:'re| are) (?:now )?(?:all )?(?:in for|down for|on (?:the|our) (?:list|schedule|calendar|books?))\b|\bwe have you (?:down|in|booked)\b|\bi have you (?:down|in|booked)\b/iu,
  },
  {
    form: 'is',
    actions: ['book', 'move'],
    pattern:
      /\bsee you (?:(?:on|this|next|then|at|tomorrow|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|,)+ ?){0,4}(?:\d{1,2} \w+ )?(?:at )?\d{1,2}(?::\d{2}| ?[ap]\.?m\b| o'clock)/iu,
  },
  {
    form: 'is',
    actions: ['refund'],
    pattern:
      /\b(?:refund|money|reimbursement|funds|payment|credit)\b(?: of \S+)? (?:is|are|'s) (?:now |already )?(?:on (?:its|the|their) way|underway|in progress|complete|done|through|coming)\b|\brefund (?:has gone|went|has come) through\b|\bgetting your money back\b/iu,
  },
  {
    form: 'is',
    actions: ['anything'],
    pattern:
      /\b(?:your|the|this) [\w ]{3,40} (?:has gone through|went through|is (?:now )?(?:in place|complete|good to go|taken care of|active|live|underway))\b/iu,
  },
  {
    form: 'is',
    actions: ['order', 'send', 'refund'],
    pattern:
      /(?<!\w)(?:parcel|package|order|replacement|delivery|shipment|technician|driver|courier|engineer|letter|items?|voucher|card|gift|e-?mail|new \w+|(?:£|€|\$)\d[\d.,]*)s? (?:is|are|'s) (?:now |already )?(?:on (?:its|their|the|his|her) way|heading|in the (?:post|mail)|coming)\b/iu,
  },
  {
    form: 'is',
    actions: ['book', 'move', 'cancel'],
    pattern:
      /\byour (?:\w+ )?(?:appointment|visit|booking|reservation|check-?up|cleaning|session|lesson)(?: (?:on|at|for) [\w: ]{2,20})? (?:is|has been|was) (?:now )?(?:off\b|gone\b|at (?=\d)|(?:on|for) (?:the |mon|tue|wed|thu|fri|sat|sun|tomorrow|today|\d)|all set|safe)|\byour (?:\w+ )?(?:appointment|visit|booking) (?:now )?(?:takes place|stands for|starts)\b/iu,
  },
  {
    form: 'is',
    actions: ['discount'],
    pattern:
      /\byou(?:'ve| have)? (?:now )?(?:got|have|get|received) (?:an? |your )?(?:extra )?(?:\d+ ?(?:%|per ?cent)|(?:£|€|\$)\d+) ?(?:discount|off)\b/iu,
  },
  {
    form: 'is',
    actions: ['refund'],
    pattern:
      /\b(?:money|refund|amount|payment|funds) (?:is|are|has been|was) (?:already |now )?(?:back|in your account|on your card)\b/iu,
  },
  {
    form: 'is',
    actions: ['tell', 'report'],
    pattern: new RegExp(
      `\\b(?:${WHO.slice(3, -1)}) (?:is|are|'s|'re)(?: now| already| currently)? (?:looking into|working on|handling|processing|reviewing|checking|investigating|dealing|taking care|on (?:it|the case|their way|his way|her way)|contacting|calling|preparing|aware)\\b|\\bwe're (?:already )?(?:on it|on the case|looking into it|working on it)\\b|\\bwe are (?:already )?(?:on it|on the case|looking into it|working on it)\\b`,
      'iu',
    ),
  },
  {
    form: 'is',
    actions: ['report', 'tell', 'book', 'order', 'anything'],
    pattern:
      /\byour (?:new |unique )?(?:ticket|case|reference|booking|confirmation|appointment|complaint|request|refund|tracking)(?: (?:number|reference|code|id|no\.?))* (?:is|reads) (?:#|no )?(?=[\w-]*\d)[\w-]{3,}/iu,
  },
  {
    form: 'is',
    actions: ['book', 'anything'],
    pattern:
      /\bconsider (?:it|that|this|yourself|your \w+) (?:done|booked|cancell?ed|sorted|confirmed|refunded|moved)\b/iu,
  },
  {
    form: 'is',
    actions: ['book', 'move', 'note'],
    pattern:
      /\byou(?:'re| are) (?:now |already )?on (?:the|our) (?:waiting |guest |cancellation )?list\b|\b(?:i|we)(?:'ve got| have) (?:you|your (?:booking|visit|appointment|reservation|name)) (?:down|in|on)\b/iu,
  },
  {
    form: 'is',
    actions: ['anything'],
    pattern: /\bconsider it done\b|\b(?:it|that|this)'?s? (?:has |is |been )*(?:done|taken care of|sorted)\b/iu,
  },
];
