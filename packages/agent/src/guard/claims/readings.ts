import { type Action, PARTICIPLE } from './actions.ts';

/** `did`: "I have booked it". `is`: "it is booked". `will`: "a colleague will call you". */
export type Form = 'did' | 'is' | 'will';

export type Reading = { form: Form; pattern: RegExp; actions?: readonly Action[] };

const ADVERBS =
  '(?:(?:just|now|already|also|successfully|all|both|been|gone ahead and|went ahead and|then|officially|manually|personally|immediately|hereby|actually|fully|safely|duly|indeed|finally|since|kindly|gladly|happily|been able to get|got|had|gotten|this moment|right away|properly|therefore|today|earlier|automatically) ){0,4}';
const OURS =
  '(?:i|we|my (?:colleague|manager|team|supervisor)|our (?:team|system|staff|colleague|dentist|office|billing team|support team|reception)|the (?:team|system|clinic|practice|office|receptionist|front desk|shop|staff|billing team|finance team|support team|manager))';
const WHO =
  '(?:a (?:(?:human|real|senior|different) )?(?:colleague|person|human|specialist|manager|representative|receptionist|supervisor|technician|member of (?:our|the|my) (?:team|staff)|team member|human agent|dentist|doctor|nurse|staff member)|someone(?: from (?:our|the) \\w+(?: \\w+)?)?|somebody|one of (?:my|our) (?:colleagues|team|staff|\\w+)|(?:my|our) (?:colleagues?|team|manager|staff|supervisor|support team|billing team|receptionist|office|dentist|specialists?)|the (?:team|manager|clinic|practice|office|receptionist|front desk|shop|dentist|doctor|support team|billing team|staff)|dr \\w+|they)';

const OBJECT = '(?: (?:it|this|that|you|your|the|an?|him|her|them|both|all|everything|these|those|\\d|£|€|\\$))';
const GERUND =
  '(?:booking|scheduling|reserving|moving|rescheduling|changing|updating|cancel+ing|refunding|crediting|reimbursing|issuing|processing|sending|emailing|texting|forwarding|transferring|connecting|passing|handing|escalating|notifying|informing|opening|creating|filing|raising|submitting|ordering|applying|adding|removing|deleting|logging|registering|confirming|arranging|putting|charging)';
export const READINGS: readonly Reading[] = [
  {
    form: 'did',
    pattern: new RegExp(`\\b${OURS}(?:'ve|'d|'s| have| has| had)? ${ADVERBS}(?<done>${PARTICIPLE})\\b`, 'iu'),
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
    form: 'is',
    pattern: new RegExp(
      `(?:\\b(?:is|are|was|were|will be|got|gets|am)|\\b(?:has|have) ${ADVERBS}been|'(?:ve|s) ${ADVERBS}been|'s|'re|'ll be) ${ADVERBS}(?:being )?${ADVERBS}(?<done>${PARTICIPLE})\\b`,
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
      `\\b${WHO}(?: (?:will|is going to|are going to|shall)|'ll) (?:then |now |also |soon |shortly |personally |certainly |definitely )?(?:call|contact|get back|get in touch|reach out|be (?:in touch|with you|calling|contacting|right with you)|e-?mail|text|phone|ring|follow up|respond|reply|take (?:it|this|over|care)|look (?:into|at)|review|help|assist|handle|join|come back|speak|write|let you know|answer|deal|sort|check|process|investigate|message)\\b`,
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
    form: 'is',
    actions: ['anything'],
    pattern: /\bconsider it done\b|\b(?:it|that|this)'?s? (?:has |is |been )*(?:done|taken care of|sorted)\b/iu,
  },
];

export const ALONE = new RegExp(
  `^\\W*(?:(?:ok(?:ay)?|sure|perfect|great|yes|alright|thanks?(?: you)?|there you go|hi|hello|good news|wonderful|excellent|absolutely)\\b\\W*)?(?:all |success(?:fully)?\\W*|now |also |officially |consider it )?(?!noted)(?<done>${PARTICIPLE})\\b(?! (?:appointments?|visits?|orders?|bookings?|items?|slots?|times?|clients?|customers?|patients?|prices?|by |out\\b|up\\b|solid|to the|that|you)\\b)`,
  'iu',
);
export const HEADLINE =
  /^\W*(?:your |the |new |full |partial )*(?<thing>appointment|booking|visit|refund|reservation|cancel+ation|order|ticket|payment|discount|request|message|e-?mail|change|confirmation|rescheduling|update)s?(?: (?:of|for|on|to|at|#)\b[^,]{0,40}?)?(?: (?:is|has been|was))? (?:now |successfully )?(?<done>confirmed|booked|cancel+ed|issued|created|processed|sent|complete|completed|applied|made|rescheduled|updated|moved|approved|opened|filed|placed|refunded|scheduled|reserved)\b/iu;

/** Without one of these no reading can match: most clauses have none, and cost one look. */
export const NEEDED = new RegExp(
  `\\b(?:${PARTICIPLE.slice(3, -1)}|${GERUND.slice(3, -1)}|will|able|managed|put|got|let|gave|given|took|set|done|sorted|see you|have you|in for|down for|on the|on our|refund|money|funds|expect|good to go|complete|consider|went through|gone through|in place|under ?way|active|live|hear|all is|in the book|in our book|receive|should)\\b|'ll\\b`,
  'iu',
);
