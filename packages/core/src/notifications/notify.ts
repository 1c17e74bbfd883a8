import { afterCommit, type OrgTx } from '@parley/db/client';
import type { SomeEvent } from '@parley/shared/events';
import type { As } from '../acting.ts';
import type { Ctx } from '../ctx.ts';
import { enqueueEvent } from '../webhooks/enqueue.ts';
import { alertAddresses, audienceOf, type Told } from './audience.ts';

/**
 * Tells of what a verb does, in the verb's own transaction: members in the application and by mail, and other systems by
 * webhook. What is told is stored here and leaves later, so a mail server or a receiver that is away holds nothing up.
 */
export async function notify(
  ctx: Pick<Ctx, 'now' | 'newId' | 'live' | 'ring'>,
  tx: OrgTx,
  as: Pick<As, 'orgId' | 'actor'>,
  event: SomeEvent,
): Promise<void> {
  await enqueueEvent(ctx, tx, as.orgId, event);
  const told = [...(await audienceOf(tx, as, event.kind)), ...(await alertAddresses(tx, as.orgId, event.kind))];
  if (told.length === 0) return;
  await insertNotifications(ctx, tx, as.orgId, event, told);
  afterCommit(tx, () => {
    ctx.live({ kind: 'changed', orgId: as.orgId, area: 'notification' });
    if (told.some(({ email }) => email)) ctx.ring('post.send');
  });
}

/** Raw, because a mail is due by the database's clock. */
const insertNotifications = (
  ctx: Pick<Ctx, 'now' | 'newId'>,
  tx: OrgTx,
  orgId: string,
  { kind, facts }: SomeEvent,
  told: readonly Told[],
) => tx.$executeRaw`
  insert into notification (org_id, id, user_id, address, event, facts, in_app, mail_state, mail_due_at, created_at)
  select ${orgId}, t.id, t.user_id, t.address, ${kind}, ${JSON.stringify(facts)}::jsonb, t.in_app,
    case when t.email then 'pending' end, case when t.email then clock_now() end, ${ctx.now()}
  from unnest(${told.map(() => ctx.newId('notification'))}::text[], ${told.map(({ userId }) => userId)}::text[],
    ${told.map(({ address }) => address)}::text[],
    ${told.map(({ inApp }) => inApp)}::boolean[], ${told.map(({ email }) => email)}::boolean[])
    as t (id, user_id, address, in_app, email)`;
