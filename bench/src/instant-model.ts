import type { ModelPort } from '@parley/agent/models/model-port';

const USAGE = { inputTokens: 200, cachedInputTokens: 0, outputTokens: 20 };

/** Answers at once: first with a call of the read-only tool, then with a sentence. */
export const instantModel: ModelPort = {
  label: 'instant model',
  demo: true,
  async call({ messages }) {
    const answered = messages.at(-1)?.role === 'tool';
    return answered
      ? { text: 'We open at nine.', toolCalls: [], usage: USAGE, model: 'instant model' }
      : {
          text: '',
          toolCalls: [{ name: 'get_opening_hours', args: { day: 'saturday' } }],
          usage: USAGE,
          model: 'instant model',
        };
  },
};
