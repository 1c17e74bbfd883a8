import { type AgentSpec, LIMIT_BOUNDS } from '@parley/shared/agent-spec';
import {
  type AgentEnvironment,
  type AgentStatus,
  type AgentType,
  agentEnvironmentSchema,
  agentStatusSchema,
} from '@parley/shared/agents';
import type { Values } from '../components/form.tsx';
import type { Tone } from '../components/tone.ts';
import { guardrailsFrom } from './guardrails.ts';
import { wordsFrom } from './lists.ts';

type StatusWords = { word: string; tone: Tone; means: string };

export const STATUS: Record<AgentStatus, StatusWords> = {
  active: { word: 'Active', tone: 'good', means: 'It answers.' },
  draining: {
    word: 'Draining',
    tone: 'warn',
    means: 'It goes on with conversations that began before. In new ones nobody answers: their messages wait.',
  },
  paused: {
    word: 'Paused',
    tone: 'warn',
    means: 'It answers nobody. Messages are kept and wait until it is active again.',
  },
  archived: {
    word: 'Archived',
    tone: 'muted',
    means: 'It answers nobody, cannot be changed, and holds no place in the plan.',
  },
};

export type StatusStep = { to: AgentStatus; action: string; asks: 'pause' | 'archive'; consequence: string };

const STEPS: Record<AgentStatus, StatusStep> = {
  active: {
    to: 'active',
    action: 'Resume',
    asks: 'pause',
    consequence: 'It answers again at once, beginning with the messages that waited.',
  },
  draining: {
    to: 'draining',
    action: 'Drain',
    asks: 'pause',
    consequence:
      'It goes on with conversations that have begun. Whoever writes for the first time from now on gets no answer until it is active again.',
  },
  paused: {
    to: 'paused',
    action: 'Pause',
    asks: 'pause',
    consequence:
      'An answer that is being written may still leave. After it customers get none: what they write is kept, and answered when the agent is active again.',
  },
  archived: {
    to: 'archived',
    action: 'Archive',
    asks: 'archive',
    consequence:
      'It answers nobody any more, and its place in the plan is free. Channels that lead to it stay silent. It can be taken back.',
  },
};

const NEXT: Record<AgentStatus, readonly AgentStatus[]> = {
  active: ['draining', 'paused', 'archived'],
  draining: ['active', 'paused', 'archived'],
  paused: ['active', 'draining', 'archived'],
  archived: ['active', 'paused'],
};

/** What may be done with an agent of that status by someone who may do that much. */
export const stepsFrom = (status: AgentStatus, youMay: readonly string[]): StatusStep[] =>
  NEXT[status]
    .map((to) => (status === 'archived' ? takenBack(STEPS[to]) : STEPS[to]))
    .filter(({ asks }) => youMay.includes(asks));

const takenBack = (step: StatusStep): StatusStep => ({
  ...step,
  action: step.to === 'active' ? 'Take back, active' : 'Take back, paused',
  asks: 'archive',
});

export const TYPE_NAME: Record<AgentType, string> = {
  customer_service: 'Customer service',
  scheduling: 'Scheduling',
  sales: 'Sales',
  collections: 'Collections',
  other: 'Other',
};

export const ENVIRONMENT_NAME: Record<AgentEnvironment, string> = {
  prod: 'Production',
  staging: 'Staging',
  test: 'Test',
};

export type AgentSearch = {
  q?: string | undefined;
  status?: AgentStatus | undefined;
  team?: string | undefined;
  environment?: AgentEnvironment | undefined;
  tag?: string | undefined;
};

const NAMES = ['q', 'status', 'team', 'environment', 'tag'] as const;

/** What an address asks for; what it cannot ask for is left out. */
export function parseAgentSearch(given: Record<string, string | string[] | undefined>): AgentSearch {
  const text = (name: string, max: number) => {
    const value = given[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, max) : undefined;
  };
  const team = text('team', 40);
  return {
    q: text('q', 100),
    status: agentStatusSchema.safeParse(given.status).data,
    team: team && /^team_[0-9a-hjkmnp-tv-z]{26}$/.test(team) ? team : undefined,
    environment: agentEnvironmentSchema.safeParse(given.environment).data,
    tag: text('tag', 40)?.toLowerCase(),
  };
}

export function agentsHref(search: AgentSearch): string {
  const asked = NAMES.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]]));
  return asked.length === 0 ? '/agents' : `/agents?${new URLSearchParams(asked)}`;
}

/** `assistant = asst_1`, one to a line; a line without a sign of equality names nothing. */
export const pairsFrom = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      const [name, id] = [line.slice(0, Math.max(at, 0)).trim(), line.slice(at + 1).trim()];
      return name && id ? [[name, id]] : [];
    }),
  );

export const pairLines = (pairs: Readonly<Record<string, string>>): string =>
  Object.entries(pairs)
    .map(([name, id]) => `${name} = ${id}`)
    .join('\n');

const intFrom = (text: string, most: number): number =>
  text === '' ? most : Number.isSafeInteger(Number(text)) ? Number(text) : most;

type Texts = (name: string) => string;

const MODEL_FIELDS = ['model', 'model_2', 'model_3'] as const;

/** One model is the agent's; several are asked in their order. A list that is longer than the form keeps its end. */
function modelsFrom({ routing }: AgentSpec, text: Texts): Pick<AgentSpec, 'model' | 'routing'> {
  const named = MODEL_FIELDS.map((field) => text(field)).filter((model) => model !== '');
  const models = [...new Set([...named, ...(routing?.models.slice(MODEL_FIELDS.length) ?? [])])];
  const [model = null] = models;
  return { model, routing: models.length > 1 ? { kind: 'fallback', models } : undefined };
}

/** The models that an agent names, in the order in which they are asked, as the form has room for them. */
export const modelsOf = ({ model, routing }: AgentSpec): string[] =>
  (routing?.models ?? (model === null ? [] : [model])).slice(0, MODEL_FIELDS.length);

/** The spec that a form holds, on top of the one it began with: what the form does not show stays. */
export const specFrom = (begun: AgentSpec, { text, all }: Pick<Values, 'text' | 'all'>): AgentSpec => ({
  ...begun,
  instructions: text('instructions').replaceAll('\r\n', '\n'),
  greeting: text('greeting').replaceAll('\r\n', '\n'),
  ...modelsFrom(begun, text),
  tools: wordsFrom(text('tools')),
  guardrails: guardrailsFrom(begun.guardrails, text, all),
  limits: {
    ...begun.limits,
    model_calls: intFrom(text('model_calls'), LIMIT_BOUNDS.model_calls),
    tool_calls: intFrom(text('tool_calls'), LIMIT_BOUNDS.tool_calls),
  },
});

const PATH_NAME: Record<string, string> = {
  instructions: 'Instructions',
  greeting: 'Greeting',
  model: 'Model',
  routing: 'Models',
  tools: 'Tools',
  'guardrails.avoid_topics': 'Topics to avoid',
  'guardrails.reactions': 'Reactions of guardrails',
  'guardrails.hide_from_model': 'Hidden from the model',
  'guardrails.languages': 'Languages',
  'guardrails.links': 'Sites that may be linked to',
  'guardrails.safe_replies': 'Fixed sentences',
  'limits.model_calls': 'Model calls',
  'limits.tool_calls': 'Tool calls',
};

/** A path of a change, as a form calls it; one that no form shows is told as it is. */
export function pathName(path: string): string {
  const known = Object.keys(PATH_NAME).find((one) => path === one || path.startsWith(`${one}.`));
  return known ? (PATH_NAME[known] ?? path) : path;
}

/** A value of a spec, for people. */
export const valueText = (value: unknown): string =>
  value === null || value === undefined
    ? 'none'
    : typeof value === 'string'
      ? value
      : Array.isArray(value) && value.every((one) => typeof one === 'string')
        ? value.join(', ')
        : JSON.stringify(value);
