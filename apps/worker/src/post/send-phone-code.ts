import type { CarrierOf, SendResult } from '@parley/channels/carrier';
import type { Ctx } from '@parley/core/ctx';
import { type CodeEnd, endPhoneCode, type PhoneCode } from '@parley/core/phone-checks/send-codes';
import { REPLY_LIMITS } from '@parley/shared/reply-limits';
import type { Logger } from '@parley/telemetry/logger';

export type ClaimedCode = PhoneCode & { askedAt: number };

type Office = { core: Ctx; carrierOf: CarrierOf; log: Logger };

/** Sends one code by text. As with replies, what was claimed too long ago is not written: STOP may have come since. */
export const sendPhoneCode =
  ({ core, carrierOf, log }: Office) =>
  async (code: ClaimedCode, stop: AbortSignal): Promise<void> => {
    const { id, orgId } = code;
    const ended = await tryToSend(carrierOf, code, stop).catch((error: unknown): CodeEnd => {
      log.warn({ err: error, check_id: id, org_id: orgId }, 'a code could not be sent');
      return 'perhaps';
    });
    if (ended === 'refused') log.warn({ check_id: id, org_id: orgId }, 'a code was not taken by the carrier');
    await endPhoneCode(core, code, ended);
  };

async function tryToSend(carrierOf: CarrierOf, code: ClaimedCode, stop: AbortSignal): Promise<CodeEnd> {
  const carrier = await carrierOf(code).catch(() => null);
  if (!carrier) return 'refused';
  const { from, phone, askedAt } = code;
  const [text = ''] = carrier.render(code.text);
  const result = await carrier.send(
    { replyId: null, part: 0, parts: 1, from, to: phone, text },
    {
      signal: AbortSignal.any([stop, AbortSignal.timeout(REPLY_LIMITS.sendTimeoutMs)]),
      mayWrite: () => performance.now() - askedAt < REPLY_LIMITS.writeWithinMs,
    },
  );
  return endOf(result);
}

function endOf(result: SendResult): CodeEnd {
  if (result.kind === 'accepted') return 'accepted';
  if (result.kind === 'withheld') return 'not_written';
  if (result.kind === 'ambiguous') return 'perhaps';
  return result.reason === 'retry' ? 'not_written' : 'refused';
}
