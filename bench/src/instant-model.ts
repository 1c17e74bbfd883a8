import type { ModelPort } from '@parley/agent/models/model-port';

const USAGE = { inputTokens: 200, cachedInputTokens: 0, outputTokens: 20 };
const ANSWER = ['We open', ' at nine.'];

/** Answers at once: first with a call of the read-only tool, then with a sentence, which it writes as models do. */
export const instantModel: ModelPort = {
  label: 'instant model',
  demo: true,
  async call({ messages }, { onText }) {
    const asked = messages.at(-1)?.role !== 'tool';
    const told = { usage: USAGE, model: 'instant model' };
    if (asked) return { ...told, text: '', toolCalls: [{ name: 'get_opening_hours', args: { day: 'saturday' } }] };
    for (const piece of ANSWER) onText?.(piece);
    return { ...told, text: ANSWER.join(''), toolCalls: [] };
  },
};
