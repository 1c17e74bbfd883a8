import type { Frame } from '../frame.ts';
import type { ModelMessage } from '../models/model-port.ts';
import type { Grounds } from './judge-draft.ts';
import { hostsIn } from './links.ts';

/**
 * What a draft of this call may repeat. The instructions are the business's own words and name its hosts; a private number
 * in them is not for customers.
 */
export function groundsOf({ agent, business, history }: Frame, said: readonly ModelMessage[]): Grounds {
  return {
    known: once(() =>
      [
        business.address,
        business.phone,
        ...history.map(({ text }) => text),
        ...said.filter(isGiven).map(({ text }) => text),
      ].join('\n'),
    ),
    ownHosts: once(() => new Set(hostsIn(agent.instructions).filter((host) => host !== null))),
  };
}

/** What the agent itself wrote on the way is no ground for writing it again. */
const isGiven = ({ role }: ModelMessage): boolean => role !== 'assistant';

function once<T>(read: () => T): () => T {
  let known: { value: T } | null = null;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}
