import { createHmac } from 'node:crypto';
import type { Ctx } from '../ctx.ts';

type Check = { orgId: string; id: string };

/** Six digits that only this installation can make from the check's id: they are kept nowhere. */
export function codeOf({ secrets }: Pick<Ctx, 'secrets'>, { orgId, id }: Check): string {
  const mac = createHmac('sha256', secrets.current.key).update(JSON.stringify(['parley/phone-code/v1', orgId, id]));
  return String(mac.digest().readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

export const codeText = (code: string, organisation: string): string =>
  `${code} is your code for ${organisation}. It is good for 10 minutes. Give it only in the chat where you were asked for it.`;
