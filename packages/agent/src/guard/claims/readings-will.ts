import type { Reading } from './reading.ts';
import { WHO } from './words.ts';

/** What is said to come without anything more being needed. */
export const WILL: readonly Reading[] = [
  {
    form: 'will',
    actions: ['refund'],
    pattern:
      /\b(?:your|the|a|full) (?:\w+ ){0,2}(?:refund|money|reimbursement|funds|credit)\b(?: of \S+)? (?:will|should|'ll) (?:then )?(?:arrive|appear|show up|be (?:back|with you|in your|on your|there|paid|returned)|reach|come|land|hit)|\byou(?:'ll| will| should) (?:see|receive|get|have) (?:it|(?:your|the|a|an?) (?:\w+ )?(?:refund|money|reimbursement|(?:£|€|\$)\d\S*)|(?:£|€|\$)\d\S*)(?: back)?\b(?=.{0,40}\b(?:back|in your account|on your (?:card|statement)|days?|refund|to your)\b)/iu,
  },
  {
    form: 'will',
    actions: ['send'],
    pattern:
      /\byou(?:'ll| will| should| can expect to| are going to) (?:soon |shortly |also |then |now )?(?:receive|get|find|have) (?:an? |your |the |our )(?:\w+ ){0,2}?(?:confirmation|e-?mail|text|sms|message|receipt|invoice|link)\b|\b(?:an?|the|your) (?:confirmation|e-?mail|receipt|invoice)(?: e-?mail| text| message)? (?:is|'s) (?:on its way|coming|in your inbox)/iu,
  },
  {
    form: 'will',
    actions: ['tell', 'report'],
    pattern: new RegExp(
      `\\b${WHO}(?: (?:will|is going to|are going to|shall)|'ll) (?:then |now |also |soon |shortly |personally |certainly |definitely )?(?:call|contact|get back|get in touch|reach out|be (?:in touch|with you|calling|contacting|right with you)|e-?mail|text|phone|ring|follow up|respond|reply|take (?:it|this|over|care)|look (?:into|at)|review|assist|handle|join|come back|write|let you know|deal|sort|process|investigate|message)\\b`,
      'iu',
    ),
  },
  {
    form: 'will',
    actions: ['tell', 'report'],
    pattern:
      /\byou(?:'ll| will| can expect to| should) (?:soon |shortly )?hear (?:back )?(?:from|soon|shortly)|\b(?:expect|you'll (?:get|receive)|you will (?:get|receive)) (?:an? )(?:\w+ )?(?:call|callback|call-back|phone call|reply|response|answer)\b(?! (?:if|when|once))/iu,
  },
  {
    form: 'will',
    actions: ['tell', 'report'],
    pattern:
      /\bwe(?:'ll| will| are going to| shall) (?:then |also |soon |shortly |certainly |definitely )?(?:call|phone|ring|contact|get back|get in touch|be in touch|reach out|follow up|e-?mail|text|write to|come back|let you know)\b/iu,
  },
];
