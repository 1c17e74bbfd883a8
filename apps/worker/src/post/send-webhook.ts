import type { SafeFetch } from '@parley/channels/outbound/safe-fetch';
import { sendWebhook } from '@parley/channels/webhooks/send-webhook';
import type { Ctx } from '@parley/core/ctx';
import { type DeliveryClaim, openParcel } from '@parley/core/webhooks/claim-deliveries';
import { recordAttempt } from '@parley/core/webhooks/record-attempt';

/** Sends one webhook once, and records what came of it. */
export const sendClaimedWebhook =
  ({ core, safeFetch }: { core: Ctx; safeFetch: SafeFetch }) =>
  async (claim: DeliveryClaim, signal: AbortSignal): Promise<void> => {
    const parcel = await openParcel(core, claim);
    if (!parcel) return;
    const outcome = await sendWebhook(safeFetch, { ...parcel, at: core.now() }, signal);
    // Broken off by us: nothing is known of the receiver. It is due again when the claim has run out.
    if (signal.aborted && outcome.status === null) return;
    await recordAttempt(core, claim, outcome, Math.random());
  };
