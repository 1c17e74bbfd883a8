export type Topic =
  | 'greeting'
  | 'urgent'
  | 'identity'
  | 'person'
  | 'book'
  | 'move'
  | 'cancel'
  | 'cannot_come'
  | 'list'
  | 'available'
  | 'refund'
  | 'discount'
  | 'order'
  | 'cancel_order'
  | 'complaint'
  | 'ticket'
  | 'email'
  | 'withdraw'
  | 'hours'
  | 'address'
  | 'phone'
  | 'services'
  | 'capabilities'
  | 'how_are_you'
  | 'joke'
  | 'price'
  | 'annoyed'
  | 'thanks'
  | 'bye';

const VISIT =
  '(appointments?|appts?|bookings?|visits?|slots?|reservations?|sessions?|check ?-?ups?|cleanings?|fillings?|consultations?)';
const A_PERSON =
  '(human|person|receptionist|colleague|real agent|live agent|agent|representative|operator|manager|supervisor|human being|member of staff)';
const HUMAN =
  '(human|person|someone|somebody|receptionist|dentist|colleague|staff|agent|representative|operator|manager|supervisor|people|human being|member of staff|team)';

const RULES: ReadonlyArray<readonly [Topic, RegExp]> = [
  ['greeting', /^(oh )?(hi|hiya|hello|hey|howdy|greetings|yo)\b|\bgood (morning|afternoon|evening|day)\b/],
  ['how_are_you', /\bhow (are|r) (you|u)\b|\bhows it going\b|\bhow do you do\b|\bwhats up\b/],
  [
    'joke',
    /\b(joke|make me laugh|sing|poem|weather|favou?rite|meaning of life|are you (happy|sad|bored|married|single)|do you (sleep|dream|like|love|eat))\b/,
  ],
  [
    'urgent',
    /\b(emergency|bleeding|swollen|swelling|knocked out|toothache|tooth ache|in (a lot of |terrible |great |so much )?pain|pain|hurts?|aching|abscess|broken tooth|chipped|(tooth|crown|filling) (is |has |just |came |fell )*(broken|broke|out|off|cracked|loose|chipped)|lost a (tooth|filling|crown))\b/,
  ],
  ['identity', /\b(chat ?bot|bot|robot|machine|ai|llm|language model|chat ?gpt|gpt|openai|claude|anthropic|gemini)\b/],
  [
    'identity',
    /\bare you (a |an )?(real|human|person|someone|automated)\b|\b(who|what) are you\b|\b(which|what) model\b/,
  ],
  [
    'identity',
    /\bwho am i (talking|speaking|chatting|writing) (to|with)\b|\bam i (talking|speaking|chatting) (to|with) (a|an)\b|\bwhats your name\b|\bwhat is your name\b/,
  ],
  [
    'person',
    new RegExp(
      `\\b(speak|talk|chat|connect|transfer|pass|put|hand|escalate)\\b.*\\b${HUMAN}\\b|\\b(get|want|need|give|is there)\\b.*\\b${A_PERSON}\\b`,
    ),
  ],
  [
    'person',
    new RegExp(
      `\\b${A_PERSON}( now)? please\\b|\\b(real|actual|live) (human|person)\\b|^${A_PERSON}$|\\bhuman\\b.*\\b(instead|help)\\b`,
    ),
  ],
  ['person', /\b(call|ring|phone) me( back)?\b|\bcallback\b|\bget in touch with me\b/],
  ['move', /\breschedul|\bre-schedul|\bpostpone|\bbring .*\bforward\b/],
  [
    'move',
    new RegExp(
      `\\b(move|change|shift|push|switch|swap|delay|rearrange)( back)? (my|the|our|an|it|that|this|me|${VISIT})\\b(?!.* (address|name|number|email|password)\\b)`,
    ),
  ],
  [
    'move',
    /\b(different|another|other|later|earlier) (day|time|slot|date) for my\b|\b(come|be seen) (later|earlier|another day) instead\b/,
  ],
  [
    'cancel',
    /\bcancel|\bcall (it|that|the \w+) off\b|\bget rid of (my|the) \w*\s?(appointment|booking)\b|\bdrop my (appointment|booking)\b/,
  ],
  [
    'cannot_come',
    /\b(cant|cannot|wont|not able to|unable to|wont be able to|cant be able to) (make|come|attend|be there)\b/,
  ],
  ['withdraw', /\b(withdraw|take back|retract) (my|the|that|this) (request|refund request|ask)\b/],
  [
    'refund',
    /\b(get|want|have|give)\b.*\b(it|that|half|some|all|part|money|pounds?|dollars?)\b.*\bback\b|\brefund|\bmoney back\b|\breimburs|\b(return|send back|give back)\b.*\b(order|item|money|it)\b|\bget (my|the) money\b/,
  ],
  ['discount', /\b(discount|voucher|coupon|promo|price reduction|money off|% off|per ?cent off)\b/],
  [
    'order',
    /\b(my|the|an|this|that|last|latest|recent) (order|parcel|package|delivery|purchase|shipment)\b|\border (number|status|no)\b|\border #?\d|#\d{3,}|\btrack(ing)?\b|\bdid i (order|buy)\b/,
  ],
  [
    'complaint',
    /\b(complain|complaint|terrible|awful|horrible|unacceptable|disgusted|disappointed|disappointing|unhappy|rude|furious|angry|ridiculous|worst|disgrace|appalled|outrageous|fed up|not happy|dissatisfied|poor service|bad (service|experience)|waste of|scam|waited (for )?(\w+ )?(hour|minute)s?)\b/,
  ],
  [
    'ticket',
    /\b(ticket|report (a|an|this|the) |(leave|take|pass on) (a |my )?(message|note)|make a note|(change|update|correct) my (phone|number|address|e-?mail|name|details|surname)|(let|tell) (them|him|her|you all|someone|somebody) know|running late|be (a bit |a few minutes |\d+ min(ute)?s? )?late\b|let the (team|dentist|doctor|clinic) know|tell the (team|dentist|doctor|clinic)|file a|raise (a|an)|log (a|an) (issue|problem|request))\b/,
  ],
  ['email', /\b(e-?mail|mail|send) (me|it|that|this|them)\b.*|\b(by|via|an|to my) e-?mail\b/],
  [
    'list',
    new RegExp(
      `\\b(when|whens|what time|what day|which day|where|is|are|which|what|whats|confirm|check|details)\\b.*\\bmy\\b( \\w+){0,2} ${VISIT}`,
    ),
  ],
  ['list', new RegExp(`\\bmy ${VISIT} details\\b`)],
  [
    'list',
    /\b(do i have|have i got|did i book|am i booked|what do i have|when am i|when do i|whats my next|what is my next|show( me)? my|list my|see my|check my|confirm my|view my|details of my|my next|remind me)\b/,
  ],
  [
    'available',
    /\b(available|availability|free (slots?|times?|appointments?)|(any|something|anything|slots?|times?|spaces?|openings?|appointments?)( \w+)? (free|open|available|left)|fit me in|squeeze me in|have (anything|something|any \w+|room|space|time)|are you free|is there (anything|a slot|space|room))\b/,
  ],
  [
    'book',
    /\bbook(ing|ed)?\b|\bappointments?\b|\bappt\b|\b(make|schedule|arrange|reserve) (a|an|my|me)\b(?! (complaint|claim|payment|note|suggestion|request|refund))/,
  ],
  [
    'book',
    /\b(see|need|want) (a|the|my) (dentist|doctor|hygienist)\b|\bsee (someone|somebody)\b|\b(want|need|like|get|have|due|overdue)\b.*\b(check ?-?up|cleaning|filling|whitening|consultation|hygienist|x-?ray|crown|extraction|root canal|teeth cleaned|tooth (pulled|out)|braces|implant)\b|\b(come in|pop in|drop by|come by|be seen)\b/,
  ],
  ['hours', /\b(open|opens|opening|close|closes|closed|closing|hours|what time do you|business hours)\b/],
  [
    'address',
    /\b(where( exactly)? (are|is) (you|u|the (clinic|practice|office|shop|surgery)|it)|where r u|where you are|where to find you|where do i (go|come)|address|located|location|directions|find you|get (to you|there)|post ?code|zip code|parking|park)\b|^where( exactly)?$/,
  ],
  ['phone', /\b(phone|telephone|(your|a|the) number|call you|ring you|reach you|contact (you|number|details))\b/],
  [
    'services',
    /\b(what|which) (services|treatments|kinds?|types?)\b|\bdo you (do|offer|provide)\b|\bwhat (do|can) (you|i) (offer|book)\b/,
  ],
  ['price', /\b(how much|prices?|cost|costs|fees?|expensive)\b/],
  [
    'annoyed',
    /\b(useless|stupid|idiot|dumb|unhelpful|not (very )?help(ful|ing)|(dont|do not|didnt) (understand|listen)|not what i (asked|meant|said|want)|wrong answer)\b/,
  ],
  ['capabilities', /\bhelp\b|\bwhat (can|do) you do\b|\bhow does this work\b/],
  ['thanks', /\b(thanks|thank you|thankyou|thx|ty|cheers|appreciated?|much obliged)\b/],
  [
    'bye',
    /\b(bye|goodbye|see you( later| then| there| tomorrow| soon)?|see ya|good night|take care)\b|\bhave a (nice|good|great|lovely)\b/,
  ],
];

/** What a clause in plain letters is about: several things at once, where it says several. */
export function topicsOf(plain: string): Set<Topic> {
  const found = new Set(RULES.filter(([, pattern]) => pattern.test(plain)).map(([topic]) => topic));
  // "Am I talking to a real person?" asks what we are; "can I talk to one?" asks for one.
  if (found.has('identity') && ASKS_WHAT_WE_ARE.test(plain)) found.delete('person');
  if (found.has('cancel') && found.has('order') && !OF_A_VISIT.test(plain)) {
    found.delete('cancel');
    found.add('cancel_order');
  }
  for (const [topic, weaker] of STRONGER) if (found.has(topic)) for (const each of weaker) found.delete(each);
  return found;
}

const ASKS_WHAT_WE_ARE = /\b(are you|am i (talking|speaking|chatting|writing)|is this|do i (talk|speak|chat))\b/;
const OF_A_VISIT = new RegExp(`\\b${VISIT}\\b`);

/** "Cancel my appointment" does not ask for another one; "move my order" is about no appointment … */
const STRONGER: ReadonlyArray<readonly [Topic, readonly Topic[]]> = [
  ['list', ['book', 'address', 'available', 'hours']],
  ['withdraw', ['refund', 'cancel']],
  ['email', ['phone', 'address']],
  ['cancel', ['book', 'cannot_come', 'list', 'available', 'move']],
  ['move', ['book', 'cannot_come', 'available', 'list']],
  ['cannot_come', ['book']],
  ['available', ['hours', 'list']],
  ['refund', ['order', 'email']],
  ['discount', ['order']],
  ['order', ['address', 'book', 'hours', 'list']],
  ['person', ['phone', 'book', 'capabilities', 'identity']],
  ['ticket', ['book', 'capabilities', 'person', 'phone', 'address', 'list', 'hours']],
  ['urgent', ['complaint']],
  ['price', ['capabilities']],
  ['cancel_order', ['order', 'refund']],
  ['bye', ['hours']],
];
