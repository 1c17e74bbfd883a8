import type { CarrierPort } from '@parley/channels/carrier';
import type { ConsentWord } from '@parley/channels/consent-word';
import { idFloor } from '@parley/shared/ids';
import { type ConsentRecorded, recordConsent } from '../consent/record-consent.ts';
import type { Ctx } from '../ctx.ts';
import { DEMO_IDS } from '../demo/seed-demo.ts';
import { claimReplies, type ReplyClaim } from '../replies/claim-replies.ts';
import { endSend } from '../replies/end-send.ts';
import { claimStuckReplies, settleStuck } from '../replies/settle-stuck.ts';
import { ingestTurn } from '../turns/ingest-turn.ts';
import { laneKit } from './lane-kit.ts';
import type { TestCore } from './test-core.ts';

export const CLINIC_NUMBER = '+15550100001';
export const SMS_CHANNEL = `${idFloor('channel', new Date('2026-11-20T00:00:00Z'))}${'0'.repeat(15)}5`;
const ORG = DEMO_IDS.organisation;

/** The sample clinic by SMS: people write, the agent answers, and replies leave by hand. */
export async function openSmsKit(core: TestCore) {
  const { ctx, database } = core;
  const lanes = laneKit(core);
  // Whoever writes here writes no bursts.
  await lanes.settings({ burst: { sms: { quiet_ms: 0 } } });
  await ctx.db.inOrg(ORG, async (tx) => {
    const at = new Date();
    const account = { orgId: ORG, id: ctx.newId('connection') };
    await tx.connection.create({ data: { ...account, kind: 'twilio', name: 'Twilio', createdAt: at, updatedAt: at } });
    await tx.channel.create({
      data: {
        ...{ orgId: ORG, id: SMS_CHANNEL, kind: 'sms', name: 'SMS', agentId: DEMO_IDS.agent, allowedOrigins: [] },
        ...{ address: CLINIC_NUMBER, connectionId: account.id, createdAt: at },
      },
    });
  });
  let events = 0;
  const from = (phone: string) => ({
    orgId: ORG,
    channelId: SMS_CHANNEL,
    point: { kind: 'sms' as const, address: phone },
    externalId: `SM${++events}`,
    traceparent: null,
  });

  const write = (phone: string, text = 'hello') => ingestTurn(ctx, { ...from(phone), text, clientId: null });

  /** Answers everything that waits, each with the text given. */
  async function answer(text: string): Promise<void> {
    for (const claim of await lanes.take(100, 'proc_lanes')) await lanes.answer(claim, text);
  }

  const claim = (limit = 100, sender = 'proc_a') => claimReplies(ctx, { limit, sender, after: '' });

  return {
    lanes,
    write,
    answer,
    claim,
    async ask(phone: string, text: string): Promise<void> {
      await write(phone);
      await answer(text);
    },
    say: (phone: string, word: ConsentWord, more: { answeredByCarrier?: boolean; externalId?: string } = {}) =>
      recordConsent(ctx, {
        ...{ ...from(phone), word, text: word.toUpperCase(), answeredByCarrier: false },
        ...more,
      }) as Promise<ConsentRecorded>,
    /** One try of one claimed text. */
    send: (carrier: CarrierPort, one: ReplyClaim, { sender = 'proc_a', core = ctx as Ctx } = {}) =>
      sendOne(core, carrier, one, sender),
    /** Sends what is due, in rounds, until nothing is. */
    async sendAll(carrier: CarrierPort): Promise<void> {
      for (;;) {
        const { claims, cancelled } = await claim();
        if (claims.length + cancelled.length === 0) return;
        for (const one of claims) await sendOne(ctx, carrier, one, 'proc_a');
      }
    },
    /** Looks into everything that is stuck. */
    async settle(carrier: CarrierPort | null, { self = 'proc_b', isSending = (): boolean => false } = {}) {
      const verdicts: string[] = [];
      for (const stuck of await claimStuckReplies(ctx, 100)) {
        const signal = new AbortController().signal;
        verdicts.push(await settleStuck(ctx, stuck, { carrier, signal, self, isSending }));
      }
      return verdicts;
    },
    /** What was said to someone, in order, and where it stands. */
    async replies(phone: string) {
      const { rows } = await database.owner.query<{
        id: string;
        text: string;
        status: string;
        reason: string | null;
        attempts: number;
        kind: string;
      }>(
        `select r.id, r.text, r.status, r.reason, r.attempts, r.kind from reply r join conversation c using (org_id)
         where r.conversation_id = c.id and c.address = $1 order by c.id, r.seq`,
        [phone],
      );
      return rows;
    },
  };
}

export type SmsKit = Awaited<ReturnType<typeof openSmsKit>>;

async function sendOne(ctx: Ctx, carrier: CarrierPort, claim: ReplyClaim, sender: string) {
  const texts = carrier.render(claim.text);
  const { replyId, part, from, to } = claim;
  const message = { replyId, part, parts: texts.length, from, to, text: texts[part] ?? '' };
  const result = await carrier.send(message, { signal: new AbortController().signal, mayWrite: () => true });
  return endSend(ctx, claim, { result, parts: texts.length, sender });
}
