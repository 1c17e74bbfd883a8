import { claimPhoneCodes as claim, endPhoneCode as end, type PhoneCodeClaim } from '@parley/db/post/claim-phone-codes';
import type { Ctx } from '../ctx.ts';
import { codeOf, codeText } from './code.ts';

export type PhoneCode = PhoneCodeClaim & { text: string };

/** Codes that are due, each for this process alone. */
export async function claimPhoneCodes(ctx: Pick<Ctx, 'hot' | 'secrets'>, limit: number): Promise<PhoneCode[]> {
  const claims = await claim(ctx.hot, limit);
  return claims.map((one) => ({ ...one, text: codeText(codeOf(ctx, one), one.name) }));
}

/** `perhaps`: the carrier's answer was lost. It is not sent again: who has no code asks for another. */
export type CodeEnd = 'accepted' | 'perhaps' | 'refused' | 'not_written';

const AGAIN_MS = 1_000;

export const endPhoneCode = (ctx: Pick<Ctx, 'hot'>, code: PhoneCodeClaim, ended: CodeEnd): Promise<boolean> =>
  end(ctx.hot, code, {
    state: ended === 'refused' ? 'not_sent' : ended === 'not_written' ? 'waiting' : 'sent',
    afterMs: AGAIN_MS,
  });
