import { explainCarrierError } from '@parley/channels/twilio-sms/errors';

/** What we ourselves write as a reply's reason; the rest are a carrier's codes. */
const WORDS: Record<string, string> = {
  opted_out: 'The person has said STOP.',
  person_owns: 'A person took the conversation over before it left.',
  no_connection: 'The channel has no working connection to its carrier.',
  nothing_to_send: 'Nothing of it could be sent as a text.',
  too_late_to_write: 'The carrier could not be reached in time. It did not leave.',
  never_left: 'The carrier never had it.',
  asked_the_carrier: 'The carrier gave no clear answer, and is asked whether it has it.',
  nobody_can_say: 'The carrier cannot say whether it has it. It is not sent again, since it might arrive twice.',
  'the call broke': 'The connection to the carrier broke while it was sent.',
};

/** Why a reply is delayed or did not arrive, as people should read it. */
export const explainReason = (reason: string): string =>
  WORDS[reason] ?? (/^\d{3,6}$/.test(reason) ? explainCarrierError(reason) : `The carrier says: ${reason}`);
