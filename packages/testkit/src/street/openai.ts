import {
  createModelProvider,
  type Dialect,
  type ModelProvider,
  type ProviderOptions,
  type StreamEvent,
} from './model-provider.ts';
import { halves, type ModelAnswer, type ModelCall, piecesOf, usageOf } from './model-script.ts';

export type OpenAiOptions = ProviderOptions & { models?: string[] };

/** Chat completions of OpenAI and of everything compatible with it. The Responses API is left out. */
export function createOpenAi({ models = ['gpt-street'], ...options }: OpenAiOptions): ModelProvider {
  const provider = createModelProvider(openAiDialect(options.now), options);
  provider.router.get('/v1/models', (_, res) => {
    const created = seconds(options.now);
    const data = models.map((id) => ({ id, object: 'model', created, owned_by: 'the-street' }));
    res.json({ object: 'list', data });
  });
  return provider;
}

const seconds = (now: () => Date): number => Math.floor(now().getTime() / 1000);

const openAiDialect = (now: () => Date): Dialect => ({
  path: '/v1/chat/completions',
  isAuthorised: (req, apiKey) => req.headers.authorization === `Bearer ${apiKey}`,
  error(status, code, message) {
    const type = TYPES[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
    return { status, body: { error: { message, type, param: null, code: code ?? null } } };
  },
  whole: (answer, call, id) => ({
    ...common(call, id, seconds(now)),
    object: 'chat.completion',
    choices: [{ index: 0, logprobs: null, finish_reason: finishReason(answer), message: message(answer, id) }],
    usage: usageJson(answer, call),
  }),
  *events(answer, call, id) {
    yield* streamOf(answer, call, { ...common(call, id, seconds(now)), object: 'chat.completion.chunk' }, id);
  },
});

const TYPES: Record<number, string> = { 401: 'invalid_request_error', 429: 'rate_limit_exceeded' };

const common = (call: ModelCall, id: string, created: number) => ({
  id: `chatcmpl-${id}`,
  created,
  model: call.model,
  service_tier: 'default',
  system_fingerprint: 'fp_street',
});

const toolCallId = (given: string | undefined, id: string, index: number): string => given ?? `call_${id}${index}`;

function message(answer: ModelAnswer, id: string) {
  const calls = (answer.toolCalls ?? []).map((call, index) => ({
    id: toolCallId(call.id, id, index),
    type: 'function',
    function: { name: call.name, arguments: JSON.stringify(call.arguments) },
  }));
  return {
    role: 'assistant',
    content: answer.text === undefined ? null : piecesOf(answer).join(''),
    refusal: null,
    annotations: [],
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
}

function finishReason(answer: ModelAnswer): string {
  if (answer.stop === 'length') return 'length';
  if (answer.stop === 'filtered') return 'content_filter';
  return answer.toolCalls?.length ? 'tool_calls' : 'stop';
}

function usageJson(answer: ModelAnswer, call: ModelCall) {
  const { input, cachedInput, output } = usageOf(answer, call);
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cachedInput, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
}

function* streamOf(answer: ModelAnswer, call: ModelCall, base: object, id: string): Iterable<StreamEvent> {
  const wantsUsage = (call.body.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true;
  // With usage asked for, every chunk has the field: null until the last one.
  const withUsage = wantsUsage ? { usage: null } : {};
  const chunk = (delta: object, finish: string | null = null) => ({
    data: { ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }], ...withUsage },
  });
  yield chunk({ role: 'assistant', content: answer.text === undefined ? null : '', refusal: null });
  for (const content of piecesOf(answer)) yield { ...chunk({ content }), piece: true };
  for (const [index, tool] of (answer.toolCalls ?? []).entries()) {
    const opening = {
      id: toolCallId(tool.id, id, index),
      type: 'function',
      function: { name: tool.name, arguments: '' },
    };
    yield chunk({ tool_calls: [{ index, ...opening }] });
    for (const half of halves(JSON.stringify(tool.arguments))) {
      yield chunk({ tool_calls: [{ index, function: { arguments: half } }] });
    }
  }
  yield chunk({}, finishReason(answer));
  if (wantsUsage) yield { data: { ...base, choices: [], usage: usageJson(answer, call) } };
  yield { data: '[DONE]' };
}
