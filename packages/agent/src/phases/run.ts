import { USUALLY_HIDDEN } from '@parley/shared/guardrails';
import type { Frame } from '../frame.ts';
import { readableHistory } from '../guard/inbound-text.ts';
import { type Mask, openMask } from '../guard/personal-data/mask.ts';
import { reactionOf } from '../guard/verdict.ts';
import type { Journal } from '../journal.ts';
import { LIMITS, LimitReached, MONEY_LIMIT_CENTS } from '../limits.ts';
import type { ModelMessage } from '../models/model-port.ts';
import type { Ending } from '../outcome.ts';
import type { Ports } from '../ports.ts';
import { conversation, systemPrompt } from '../prompt.ts';
import { toolsNamed } from '../tools/catalog.ts';
import { toolOf } from '../tools/declared.ts';
import type { Tool } from '../tools/tool.ts';

export type GivenRun = { frame: Frame; ports: Ports; journal: Journal; signal: AbortSignal };

export type Limits = {
  modelCalls: number;
  toolCalls: number;
  identicalCalls: number;
  requests: number;
  tokens: number;
};

export type Run = GivenRun & {
  limits: Limits;
  moneyLimitCents: number;
  /** What calls of this turn have moved, or have been allowed to. */
  money: { movedCents: number };
  tools: readonly Tool[];
  system: string;
  history: readonly ModelMessage[];
  /** Between what is said and what the model reads of it. */
  mask: Mask;
  /** Counts a request that leaves the house, and ends the run with the one that is too many. */
  request(): void;
};

/** What was said in this run, after the history; and how often a reply was screened. */
export type Said = { said: ModelMessage[]; screened: number };
export type Thought = Said & { ending: Ending | null };

export function beginRun(given: GivenRun): Run {
  const { agent } = given.frame;
  const system = systemPrompt(given.frame);
  const mask = maskOf(agent, system);
  const limits = limitsOf(agent.limits ?? {});
  let requests = 0;
  return {
    ...given,
    limits,
    moneyLimitCents: agent.moneyLimitCents ?? MONEY_LIMIT_CENTS,
    money: { movedCents: 0 },
    tools: [...toolsNamed(agent.tools), ...(agent.declaredTools ?? []).map(toolOf)],
    system,
    mask,
    history: conversation(readableHistory(given.frame)).map((message) => ({
      ...message,
      text: mask.hide(message.text),
    })),
    request() {
      requests += 1;
      if (requests > limits.requests) throw new LimitReached('request_limit', `More than ${limits.requests} requests.`);
    },
  };
}

/** What the model is told in any case, it may read anywhere. */
const maskOf = (agent: Frame['agent'], system: string): Mask =>
  openMask(reactionOf('personal_data', agent) === 'pass' ? [] : (agent.guardrails?.hide ?? USUALLY_HIDDEN), system);

/** An agent's own limits lie within everyone's, whatever its version says. */
function limitsOf(own: Partial<Limits>): Limits {
  const least = (name: keyof Limits): number => Math.min(own[name] ?? LIMITS[name], LIMITS[name]);
  return {
    modelCalls: least('modelCalls'),
    toolCalls: least('toolCalls'),
    identicalCalls: least('identicalCalls'),
    requests: least('requests'),
    tokens: least('tokens'),
  };
}

export const countOf = (role: ModelMessage['role'], said: readonly ModelMessage[]): number =>
  said.filter((message) => message.role === role).length;
