import { findSmsDoor } from '@parley/db/lookup/find-sms-door';
import type { Queryable } from '@parley/db/pools';
import { DEMO_LINE } from '@parley/shared/demo-clinic';
import { opened, sealed } from '../connections/seal.ts';
import type { Ctx } from '../ctx.ts';
import { SAMPLE_CLINIC } from './sample-clinic.ts';
import { DEMO_IDS } from './seed-demo.ts';

/** The fake carrier, which is somewhere else whenever its port was taken. */
export type DemoCarrier = { baseUrl: string; authToken: string };

const ROW = { orgId: DEMO_IDS.organisation, id: DEMO_IDS.connection };

/** Whether the sample clinic's number is there and leads to this carrier. */
export async function isDemoLine(
  lookup: Queryable,
  ctx: Pick<Ctx, 'secrets'>,
  { baseUrl, authToken }: DemoCarrier,
): Promise<boolean> {
  const door = await findSmsDoor(lookup, ROW.id, DEMO_LINE.number);
  if (!door?.secret || door.channelId === null || door.baseUrl !== baseUrl) return false;
  return tokenIn(ctx, door.secret) === authToken;
}

/** Null when PARLEY_SECRET was made anew, and what it had sealed does not open any more. */
function tokenIn(ctx: Pick<Ctx, 'secrets'>, secret: string): string | null {
  try {
    return opened(ctx, { ...ROW, secret }).auth_token ?? null;
  } catch {
    return null;
  }
}

/** Gives the sample clinic its number, at the carrier that this installation has. */
export async function seedDemoLine(
  ctx: Pick<Ctx, 'db' | 'secrets' | 'now'>,
  { baseUrl, authToken }: DemoCarrier,
): Promise<void> {
  const { orgId } = ROW;
  const now = ctx.now();
  const carrier = { baseUrl, ...sealed(ctx, ROW, { auth_token: authToken }), updatedAt: now };
  const account = {
    kind: 'twilio',
    name: SAMPLE_CLINIC.connection.name,
    settings: { account_sid: DEMO_LINE.accountSid },
  };
  await ctx.db.inOrg(orgId, async (tx) => {
    await tx.connection.upsert({
      where: { orgId_id: ROW },
      create: { ...ROW, ...account, ...carrier, createdAt: now },
      update: carrier,
    });
    const number = { kind: 'sms', address: DEMO_LINE.number, connectionId: ROW.id, agentId: DEMO_IDS.agent };
    await tx.channel.createMany({
      data: [
        { orgId, id: DEMO_IDS.number, name: SAMPLE_CLINIC.number.name, ...number, allowedOrigins: [], createdAt: now },
      ],
      skipDuplicates: true,
    });
  });
}
