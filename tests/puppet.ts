import type { ModelPort } from '@parley/agent/models/model-port';
import type { Platform } from './platform.ts';
import type { Visitor } from './visitor.ts';

export type PuppetCall = [name: string, args?: object];

type Errand = { calls: PuppetCall[]; heard: string[] };

/** A model that makes the calls it was given for a message, and keeps what came of them, as a model reads it. */
export function createPuppet() {
  const errands = new Map<string, Errand>();
  const puppet = {
    offered: [] as string[],
    /** What happens between the offer of tools and the call. */
    meanwhile: async () => {},
    model: {
      label: 'puppet',
      demo: true,
      async call({ messages, tools }) {
        puppet.offered = tools.map(({ name }) => name);
        const answer = { usage: { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1 }, model: 'puppet' };
        const asked = messages.findLastIndex(({ role, text }) => role === 'user' && /visitor number \d+/.test(text));
        const errand = errands.get(/visitor number \d+/.exec(messages[asked]?.text ?? '')?.[0] ?? '');
        const results = messages.slice(asked + 1).filter(({ role }) => role === 'tool');
        if (errand && results.length === 0) {
          await puppet.meanwhile();
          const toolCalls = errand.calls.map(([name, args = {}]) => ({ name, args: args as never }));
          return { ...answer, text: '', toolCalls };
        }
        if (errand) errand.heard = results.map(({ text }) => text);
        return { ...answer, text: 'Thank you.', toolCalls: [] };
      },
    } satisfies ModelPort as ModelPort,
    /** Says the message that begins the errand. Words that no guardrail minds. */
    async send(visitor: Visitor, ...calls: PuppetCall[]): Promise<Errand> {
      const words = `visitor number ${errands.size + 1}`;
      const errand: Errand = { calls, heard: [] };
      errands.set(words, errand);
      await visitor.say(`Hello, I am ${words}.`);
      return errand;
    },
    async use(platform: Platform, visitor: Visitor, ...calls: PuppetCall[]): Promise<string[]> {
      const errand = await puppet.send(visitor, ...calls);
      await platform.quiet();
      return errand.heard;
    },
  };
  return puppet;
}
