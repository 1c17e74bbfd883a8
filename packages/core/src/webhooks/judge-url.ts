import { judgeOutboundUrl } from '@parley/channels/outbound/outbound-url';
import { ParleyError } from '@parley/shared/errors';
import type { Ctx } from '../ctx.ts';

/** The address as it is kept, or a refusal that says what would be taken. It is judged again with every call. */
export function judgedUrl({ outbound }: Pick<Ctx, 'outbound'>, given: string): string {
  const verdict = judgeOutboundUrl(given, outbound);
  if (verdict.kind === 'ok') return verdict.url.href;
  throw new ParleyError('invalid_request', 'url_refused', verdict.message, { param: 'url' });
}
