import { createSafeFetch, OutboundRefused } from '@parley/channels/outbound/safe-fetch';
import { type OpenedTool, openTool } from '@parley/core/tools/open-tool';
import { ParleyError } from '@parley/shared/errors';
import { filledIn, placeholdersIn } from '@parley/shared/tool-url';
import { refuse } from './acting.ts';
import type { DeclaredTool } from './declared-schema.ts';
import { type HttpAnswer, readAnswer } from './read-http-answer.ts';
import type { ToolContext } from './tool.ts';

type Context = ToolContext<'outside'>;

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES = 65_536;

/**
 * Calls another system for an agent, by the rules for addresses that others gave. What has certainly done nothing is
 * refused in words for the model. Of a tool that changes something, everything else is thrown: whether it was done is not
 * known then, and the call is never made a second time.
 */
export async function callHttpTool(
  ctx: Context,
  declared: DeclaredTool,
  input: Record<string, unknown>,
): Promise<HttpAnswer> {
  const tool = await opened(ctx, declared);
  const url =
    filledIn(tool.urlTemplate, input) ?? refuse('unusable_argument', 'An argument cannot stand in an address.');
  if (!tool.allowedHosts.includes(new URL(url).host))
    return refuse('host_not_allowed', 'This tool may not call its host.');
  ctx.request();
  const safeFetch = createSafeFetch({ ...ctx.core.outbound, timeoutMs: TIMEOUT_MS, maxBytes: ANSWER_BYTES });
  try {
    const response = await safeFetch(url, requestOf(ctx, tool, input));
    return await readAnswer(response, { output: tool.output, reads: declared.effect === 'read' });
  } catch (error) {
    if (error instanceof ParleyError || ctx.signal.aborted) throw error;
    if (error instanceof OutboundRefused) return refuse('address_refused', error.message);
    if (declared.effect !== 'read' && !neverArrived(error)) throw error;
    return refuse('not_reached', 'The other system could not be reached. Try again later, or offer a colleague.');
  }
}

async function opened({ core, bound }: Context, { id, version }: DeclaredTool): Promise<OpenedTool> {
  const opening = await openTool(core, bound.orgId, { id, version });
  switch (opening.kind) {
    case 'open':
      return opening.tool;
    case 'changed':
      return refuse('tool_changed', 'This tool was changed or removed meanwhile. Do without it, or offer a colleague.');
    case 'connection_moved':
      return refuse(
        'connection_moved',
        'This tool’s connection leads to another host. Do without it, or offer a colleague.',
      );
  }
}

function requestOf({ key, signal }: Context, tool: OpenedTool, input: Record<string, unknown>) {
  const inAddress = new Set(placeholdersIn(tool.urlTemplate));
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !inAddress.has(name)));
  const hasBody = tool.method !== 'GET' && tool.method !== 'DELETE';
  return {
    method: tool.method,
    signal,
    headers: {
      'User-Agent': 'Parley',
      ...tool.headers,
      ...(hasBody && { 'Content-Type': 'application/json' }),
      ...(key !== null && { 'Idempotency-Key': key }),
    },
    ...(hasBody && { body: JSON.stringify(rest) }),
  };
}

/** No connection came about, so nothing was sent. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const neverArrived = (error: unknown): boolean => NOT_CONNECTED.has((error as { code?: string } | null)?.code ?? '');
