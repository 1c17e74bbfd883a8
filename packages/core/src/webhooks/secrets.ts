import { webhookSecret } from '@parley/channels/webhooks/sign';
import type { Ctx } from '../ctx.ts';
import { openSecret, type SealedPlace, sealSecret } from '../secrets/box.ts';

const SECRET_BYTES = 24;

export const makeSecret = (randomBytes: (size: number) => Uint8Array): string =>
  webhookSecret(randomBytes(SECRET_BYTES));

type Column = 'secret' | 'previous_secret';
type Row = { orgId: string; id: string };

const placeOf = ({ orgId, id }: Row, column: Column): SealedPlace => ({ orgId, table: 'webhook_endpoint', column, id });

export const sealed = (ctx: Pick<Ctx, 'secrets'>, row: Row, column: Column, secret: string): string =>
  sealSecret(ctx.secrets, placeOf(row, column), secret);

export const opened = (ctx: Pick<Ctx, 'secrets'>, row: Row, column: Column, stored: string): string =>
  openSecret(ctx.secrets, placeOf(row, column), stored);
