import { localTime } from '@parley/shared/local-time';
import type { Frame } from '../frame.ts';
import type { Json } from '../json.ts';
import type { ModelMessage } from '../models/model-port.ts';
import { RULES } from '../prompt.ts';
import type { ClaimFacts, Done } from './claims/judge-claims.ts';
import { hostsIn } from './links.ts';
import type { PromptFacts } from './prompt-leak.ts';

/** What an answer is held against. */
export type TurnFacts = {
  claims: ClaimFacts;
  prompt: PromptFacts;
  /** Everything said here, told by tools, or meant for customers: what of it is personal may be repeated. */
  known: () => string;
  hosts: () => ReadonlySet<string>;
};

/** A line of the instructions that is for the agent only. */
const KEPT_BACK = /\b(?:never|not|don't|private|internal|confidential|secret|nobody|only you)\b/iu;

export function turnFacts(
  { agent, business, clock, history, timeZone }: Frame,
  said: readonly ModelMessage[],
): TurnFacts {
  const ours = history.filter(({ author }) => author !== 'contact').map(({ text }) => text);
  return {
    claims: { done: doneIn(said), earlier: ours, today: localTime(clock, timeZone).date },
    prompt: { directions: [agent.instructions, RULES], tools: agent.tools },
    known: once(() =>
      [
        business.address,
        business.phone,
        ...agent.instructions.split(/\n+|(?<=[.!?])\s+/u).filter((line) => !KEPT_BACK.test(line)),
        ...history.map(({ text }) => text),
        ...said.filter(({ role }) => role !== 'assistant').map(({ text }) => text),
      ].join('\n'),
    ),
    hosts: once(
      () =>
        new Set([...hostsIn(agent.instructions).filter((host) => host !== null), ...(agent.guardrails?.links ?? [])]),
    ),
  };
}

/** The calls that succeeded. What the agent itself wrote on the way is no ground for saying it again. */
function doneIn(said: readonly ModelMessage[]): Done[] {
  const results = new Map(said.flatMap((one) => (one.role === 'tool' ? [[one.callId, one.text] as const] : [])));
  return said.flatMap((message) => {
    if (message.role !== 'assistant') return [];
    return message.toolCalls.flatMap(({ id, name, args }) => {
      const result = results.get(id);
      return result === undefined || result.startsWith('Error: ')
        ? []
        : [{ tool: name, input: args, output: read(result) }];
    });
  });
}

/** A result is the first line of its text; one that was cut is no JSON any more. */
function read(text: string): Json {
  try {
    return JSON.parse(text.split('\n', 1)[0] ?? '') as Json;
  } catch {
    return text;
  }
}

function once<T>(find: () => T): () => T {
  let found: { value: T } | null = null;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}
