import type { Endpoint } from '@parley/shared/contract/endpoint';
import { ID_PREFIXES, type IdKind } from '@parley/shared/ids';
import { type Caller, newId } from './callers.ts';

export type Answer = { status: number; code: string | null; body: unknown; headers: Record<string, string> };

export type Asked = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown };

const METHODS_WITH_BODY = new Set(['post', 'patch']);
/** Of one answer only: they say nothing of what was found. */
const OF_THE_MOMENT = new Set(['request-id', 'date', 'ratelimit', 'ratelimit-policy', 'set-cookie', 'keep-alive']);

/** One call as that caller. A stream is left as soon as it has begun. */
export async function ask(
  url: string,
  endpoint: Endpoint,
  caller: Pick<Caller, 'headers'>,
  { params = {}, query = {}, body }: Asked = {},
  method = endpoint.method.toUpperCase(),
): Promise<Answer> {
  const leave = new AbortController();
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '1');
  const search = new URLSearchParams(query).toString();
  const sent = METHODS_WITH_BODY.has(endpoint.method) && body !== undefined;
  const response = await fetch(`${url}${path}${search && `?${search}`}`, {
    method,
    headers: {
      ...caller.headers,
      ...(endpoint.method === 'post' && { 'Idempotency-Key': crypto.randomUUID() }),
      ...(sent && { 'Content-Type': 'application/json' }),
    },
    body: sent ? JSON.stringify(body) : undefined,
    signal: leave.signal,
  });
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  const answered = isJson && method !== 'HEAD' ? ((await response.json()) as Record<string, unknown>) : null;
  leave.abort();
  const error = answered?.error as { code: string; request_id?: string } | undefined;
  if (error) delete error.request_id;
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !OF_THE_MOMENT.has(name)));
  return { status: response.status, code: error?.code ?? null, body: answered, headers };
}

type Field = { safeParse(value: unknown): { success: boolean } };

/** Which fields of a schema are ids, and of what: those that take the ids of one kind and no other text. */
export function idFieldsOf(schema: unknown): Record<string, IdKind> {
  const fields = (schema as { shape?: Record<string, Field> } | undefined)?.shape ?? {};
  const found = Object.entries(fields).flatMap(([name, field]) => {
    const taken = ID_KINDS.filter((kind) => field.safeParse(newId(kind)).success);
    return taken.length === 1 ? [[name, taken[0] as IdKind] as const] : [];
  });
  return Object.fromEntries(found);
}

const ID_KINDS = Object.keys(ID_PREFIXES) as IdKind[];
