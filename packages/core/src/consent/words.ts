import type { ConsentWord } from '@parley/channels/consent-word';
import { businessProfileSchema } from '@parley/shared/business-profile';

type Organisation = { name: string; profile: unknown };

/** What is answered to each word: who writes, what holds from now on, and the way back. */
export const CONSENT_REPLIES: Record<ConsentWord, (organisation: Organisation) => string> = {
  stop: ({ name }) =>
    `${name}: you will get no more messages from this number. Reply START if you want to hear from us again.`,
  start: ({ name }) => `${name}: you will get messages from this number again. Reply STOP to end them, HELP for help.`,
  help: (organisation) =>
    `${organisation.name}: write to us here and our assistant answers.${phoneOf(organisation)} Reply STOP to get no more messages.`,
};

function phoneOf({ profile }: Organisation): string {
  const known = businessProfileSchema.safeParse(profile);
  return known.success && known.data.phone ? ` Or call us: ${known.data.phone}.` : '';
}
