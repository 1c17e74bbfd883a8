/** What an answer can claim to have done. `anything` is claimed by "done" and "all set". */
export type Action =
  | 'book'
  | 'move'
  | 'cancel'
  | 'refund'
  | 'discount'
  | 'report'
  | 'tell'
  | 'send'
  | 'order'
  | 'change'
  | 'note'
  | 'anything';

/** What a successful call of these backs; a tool that is not listed, an organisation's own, backs whatever it is said to do. */
export const DOES: Record<string, readonly Action[]> = {
  book_appointment: ['book'],
  reschedule_appointment: ['move', 'book', 'change'],
  cancel_appointment: ['cancel'],
  create_ticket: ['report', 'tell', 'note'],
  issue_refund: ['refund'],
  apply_discount: ['discount', 'change'],
  send_email: ['send'],
  handoff_to_human: ['tell', 'report'],
  remember: ['note', 'change'],
  withdraw_request: ['cancel'],
  check_availability: [],
  get_opening_hours: [],
};

/** What these show to be so: "your visit is booked", never "I have booked it". */
export const SHOWS: Record<string, readonly Action[]> = {
  list_appointments: ['book', 'move', 'cancel'],
  lookup_order: ['refund', 'discount', 'cancel', 'order', 'send', 'change', 'anything'],
};

const words = (text: string): string => text.split(' ').join('|');

/** Participles that name their action by themselves. */
const DONE: Partial<Record<Action, string>> = {
  book: words('penned booked rebooked locked scheduled reserved pencilled penciled slotted'),
  move: words('moved rescheduled postponed shifted rearranged swapped brought pushed'),
  cancel: words('cancelled canceled withdrawn revoked voided dropped'),
  refund: words('refunded credited reimbursed repaid waived compensated'),
  discount: words('discounted reduced'),
  report: words('reported filed escalated lodged submitted flagged requested'),
  tell: words(
    'forwarded transferred notified informed alerted connected handed contacted told asked passed reached spoken messaged pinged briefed relayed shared',
  ),
  send: words('sent emailed e-mailed texted mailed resent dispatched shipped posted'),
  order: words('ordered charged paid purchased placed billed'),
  change: words(
    'changed updated amended modified edited adjusted corrected switched upgraded downgraded added removed deleted registered enrolled subscribed unsubscribed activated deactivated enabled disabled verified unlocked paused stopped reset extended renewed replaced',
  ),
  note: words('noted recorded logged saved stored'),
};

/** Participles that say only that something was done; what it was, the words around them say. */
const BARE = words(
  'confirmed processed completed issued approved created made applied arranged finalised finalized handled done sorted set settled resolved fixed secured executed initiated started granted authorised authorized taken opened raised returned',
);

export const PARTICIPLE = `(?:${Object.values(DONE).join('|')}|${BARE})`;

const ACTION_OF = new Map<string, Action>();
for (const [action, list] of Object.entries(DONE))
  for (const word of list.split('|')) ACTION_OF.set(word, action as Action);

/** The things that are acted on, where the verb does not tell. */
const THINGS: ReadonlyArray<readonly [Action, RegExp]> = [
  ['cancel', /\bcancel+ation/u],
  ['move', /\breschedul/u],
  ['refund', /\brefund|\bmoney\b|\breimburse|\bcredit(?:ed)?\b|\bpayback/u],
  ['discount', /\bdiscount|\bvoucher|\bcoupon|\bpromo|\d ?%|\bper ?cent\b|\boff\b/u],
  ['report', /\bticket|\bcase\b|\bcomplaint|\breport\b|\brequest\b|\bclaim\b/u],
  ['send', /\be-?mail|\bletter\b|\btext message|\bsms\b|\binvoice\b|\breceipt\b/u],
  [
    'book',
    /\bappointment|\bvisit|\bbooking|\breservation|\bslot\b|\bcheck-?up|\bcleaning|\bconsultation|\bplace\b|\bseat\b|\btable\b/u,
  ],
  ['order', /\border\b|\bpayment\b|\bpurchase/u],
  ['change', /\bchange|\baddress\b|\bdetails\b|\baccount\b|\bprofile\b/u],
];

/** These say something of us only together with what they are about: "I made a mistake" does not. */
const NEEDS_A_THING = /^(?:made|set|taken|granted|settled|opened|raised|started|stopped|shared|accepted|returned)$/u;

/** The actions that a participle may stand for here; one of them must be backed. */
export function actionsOf(participle: string, clause: string): Action[] {
  const known = ACTION_OF.get(participle.toLowerCase());
  if (known) return [known, ...alsoMeant(participle, clause)];
  const meant = THINGS.filter(([, thing]) => thing.test(clause)).map(([action]) => action);
  if (meant.length === 0) return NEEDS_A_THING.test(participle) ? [] : ['anything'];
  return meant.includes('book') ? [...meant, 'move'] : meant;
}

/** Money is sent and passed back too, a visit is changed, added or removed, a ticket is sent to the team. */
function alsoMeant(participle: string, clause: string): Action[] {
  if (
    /^(?:sent|credited|transferred|returned|paid|placed)$/u.test(participle) &&
    /\brefund|\bmoney\b|\b(?:£|€|\$)\d|\border\b/u.test(clause)
  ) {
    return ['refund'];
  }
  if (/^(?:changed|updated|amended|modified|adjusted|switched|brought|pushed)$/u.test(participle)) {
    return /\border\b|\bprice\b|\bdiscount/u.test(clause) ? ['discount'] : ['move'];
  }
  if (/^(?:added|registered|placed)$/u.test(participle)) return ['book', 'report', 'note'];
  if (/^(?:removed|deleted)$/u.test(participle)) return ['cancel', 'discount'];
  if (/^(?:sent|submitted|requested|raised|filed|noted|recorded|logged|flagged|escalated)$/u.test(participle)) {
    return /\bteam\b|\bcolleague|\bdentist\b|\bdoctor\b|\bdr\b|\bmanager\b|\bstaff\b|\boffice\b|\bfront desk\b|\brequest\b|\breception/u.test(
      clause,
    )
      ? ['tell', 'report']
      : [];
  }
  return /^(?:reduced|waived)$/u.test(participle) ? ['discount'] : [];
}
