import {
  createModelProvider,
  type Dialect,
  type ModelProvider,
  type ProviderOptions,
  type StreamEvent,
} from './model-provider.ts';
import { halves, type ModelAnswer, type ModelCall, piecesOf, usageOf } from './model-script.ts';

export const createAnthropic = (options: ProviderOptions): ModelProvider => createModelProvider(DIALECT, options);

const DIALECT: Dialect = {
  path: '/v1/messages',
  isAuthorised: (req, apiKey) => req.headers['x-api-key'] === apiKey && req.headers['anthropic-version'] !== undefined,
  error: (status, code, message) => ({
    status,
    body: { type: 'error', error: { type: code ?? TYPES[status] ?? 'api_error', message }, request_id: 'req_street' },
  }),
  whole: (answer, call, id) => ({
    ...opening(call, id),
    content: contentOf(answer, id),
    stop_reason: stopReason(answer),
    usage: usageJson(answer, call),
  }),
  events: streamOf,
};

const TYPES: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

const opening = (call: ModelCall, id: string) => ({
  id: `msg_${id}`,
  type: 'message',
  role: 'assistant',
  model: call.model,
  content: [] as object[],
  stop_reason: null as string | null,
  stop_sequence: null,
});

function toolUses(answer: ModelAnswer, id: string) {
  return (answer.toolCalls ?? []).map((call, index) => ({
    type: 'tool_use',
    id: call.id ?? `toolu_${id}${index}`,
    name: call.name,
    input: call.arguments,
  }));
}

function contentOf(answer: ModelAnswer, id: string): object[] {
  const text = piecesOf(answer).join('');
  return [...(text ? [{ type: 'text', text }] : []), ...toolUses(answer, id)];
}

function stopReason(answer: ModelAnswer): string {
  if (answer.stop === 'length') return 'max_tokens';
  if (answer.stop === 'filtered') return 'refusal';
  return answer.toolCalls?.length ? 'tool_use' : 'end_turn';
}

/** Anthropic counts what was read from the cache apart from the input. */
function usageJson(answer: ModelAnswer, call: ModelCall) {
  const { input, cachedInput, output } = usageOf(answer, call);
  return {
    input_tokens: input - cachedInput,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedInput,
    output_tokens: output,
  };
}

function* streamOf(answer: ModelAnswer, call: ModelCall, id: string): Iterable<StreamEvent> {
  const usage = usageJson(answer, call);
  const message = { ...opening(call, id), usage: { ...usage, output_tokens: 1 } };
  yield named('message_start', { message });
  yield named('ping', {});
  let index = 0;
  const pieces = piecesOf(answer);
  if (pieces.length > 0) {
    yield named('content_block_start', { index, content_block: { type: 'text', text: '' } });
    for (const text of pieces) {
      yield { ...named('content_block_delta', { index, delta: { type: 'text_delta', text } }), piece: true };
    }
    yield named('content_block_stop', { index });
    index += 1;
  }
  for (const tool of toolUses(answer, id)) {
    yield named('content_block_start', { index, content_block: { ...tool, input: {} } });
    for (const partial_json of halves(JSON.stringify(tool.input))) {
      yield named('content_block_delta', { index, delta: { type: 'input_json_delta', partial_json } });
    }
    yield named('content_block_stop', { index });
    index += 1;
  }
  yield named('message_delta', { delta: { stop_reason: stopReason(answer), stop_sequence: null }, usage });
  yield named('message_stop', {});
}

const named = (type: string, fields: object): StreamEvent => ({ event: type, data: { type, ...fields } });
