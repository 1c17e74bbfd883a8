import { z } from 'zod';
import { type AgentStatus, agentStatusSchema } from './agents.ts';
import { dollars } from './cost.ts';
import { type MemberPermission, type Role, roleSchema } from './roles.ts';

/** What a member or an agent is called now. */
export type NameOf = (id: string) => string;

/**
 * What people and other systems are told of. `facts` is all that leaves the house with it: ids, names from closed sets and
 * numbers, nothing personal; webhooks send it as it is, and `say` makes a sentence of it for members, who may see names.
 */
type EventEntry<F extends z.ZodObject> = {
  /** In a list to choose from: `A member joins`. */
  title: string;
  facts: F;
  /** Members who are told unless they chose otherwise: those who may do something about it. */
  to: MemberPermission;
  inApp: boolean;
  email: boolean;
  /** Also by mail to the organisation's alert addresses. */
  alerts?: true;
  say: (facts: z.infer<F>, nameOf: NameOf) => string;
  /** The page that shows it. */
  page: (facts: z.infer<F>) => string;
};

const event = <F extends z.ZodObject>(entry: EventEntry<F>): EventEntry<F> => entry;

const STATUS_WORDS: Record<AgentStatus, string> = {
  active: 'is active: it answers, and takes up what waited',
  paused: 'was paused: what customers write to it waits',
  draining: 'is draining: it answers conversations that began before, and new ones wait',
  archived: 'was archived: what customers write to it waits',
};

const roleWords = (role: Role): string => role.replace('_', ' ');

export const EVENTS = {
  'member.joined': event({
    title: 'A member joins',
    facts: z.strictObject({ member_id: z.string(), role: roleSchema }),
    to: 'members.manage',
    inApp: true,
    email: false,
    say: ({ member_id, role }, nameOf) => `${nameOf(member_id)} joined as ${roleWords(role)}.`,
    page: () => '/members',
  }),
  'member.role_changed': event({
    title: 'A member’s role changes',
    facts: z.strictObject({ member_id: z.string(), from: roleSchema, to: roleSchema }),
    to: 'members.manage',
    inApp: true,
    email: false,
    say: ({ member_id, from, to }, nameOf) =>
      `${nameOf(member_id)} is now ${roleWords(to)} and was ${roleWords(from)} before.`,
    page: () => '/members',
  }),
  'member.removed': event({
    title: 'A member leaves or is removed',
    facts: z.strictObject({ member_id: z.string(), role: roleSchema, left: z.boolean() }),
    to: 'members.manage',
    inApp: true,
    email: false,
    say: ({ role, left }) => `A member who was ${roleWords(role)} ${left ? 'left' : 'was removed'}.`,
    page: () => '/members',
  }),
  'api_key.created': event({
    title: 'An API key is made',
    facts: z.strictObject({ key_id: z.string(), environment: z.enum(['live', 'test']), scopes: z.array(z.string()) }),
    to: 'keys.manage',
    inApp: true,
    email: true,
    say: ({ environment, scopes }) =>
      `An API key was made for ${environment} use, with the scopes ${scopes.join(', ')}.`,
    page: () => '/keys',
  }),
  'api_key.revoked': event({
    title: 'An API key is revoked',
    facts: z.strictObject({ key_id: z.string() }),
    to: 'keys.manage',
    inApp: true,
    email: false,
    say: () => 'An API key was revoked.',
    page: () => '/keys',
  }),
  'organisation.changed': event({
    title: 'The organisation’s details change',
    facts: z.strictObject({ fields: z.array(z.string()) }),
    to: 'organisation.manage',
    inApp: true,
    email: false,
    say: ({ fields }) => `The organisation’s details changed: ${fields.join(', ').replaceAll('_', ' ')}.`,
    page: () => '/organisation',
  }),
  'agent.status_changed': event({
    title: 'An agent is paused, drained, archived or active again',
    facts: z.strictObject({ agent_id: z.string(), from: agentStatusSchema, to: agentStatusSchema }),
    to: 'agents.pause',
    inApp: true,
    email: false,
    say: ({ agent_id, to }, nameOf) => `${nameOf(agent_id)} ${STATUS_WORDS[to]}.`,
    page: ({ agent_id }) => `/agents/${agent_id}`,
  }),
  'agent.changed': event({
    title: 'What an agent says and does changes',
    facts: z.strictObject({ agent_id: z.string(), from_version: z.int(), to_version: z.int() }),
    to: 'agents.edit',
    inApp: true,
    email: false,
    say: ({ agent_id, from_version, to_version }, nameOf) =>
      `${nameOf(agent_id)} runs version ${to_version} now and ran version ${from_version} before.`,
    page: ({ agent_id }) => `/agents/${agent_id}`,
  }),
  'webhook.disabled': event({
    title: 'A webhook endpoint is switched off',
    facts: z.strictObject({ endpoint_id: z.string(), reason: z.enum(['gone', 'failing']) }),
    to: 'webhooks.manage',
    inApp: true,
    email: true,
    say: ({ reason }) =>
      reason === 'gone'
        ? 'A webhook endpoint answered 410 Gone and was switched off. Nothing more is sent to it.'
        : 'A webhook endpoint took nothing for days and was switched off. Mend the receiver, switch it on again and replay what failed.',
    page: ({ endpoint_id }) => `/webhooks/${endpoint_id}`,
  }),
  'budget.reached': event({
    title: 'A budget is nearly used up, or used up',
    facts: z.strictObject({
      budget_id: z.string(),
      agent_id: z.string().nullable(),
      state: z.enum(['near', 'reached', 'refused']),
      spent_micros: z.int(),
      limit_micros: z.int(),
    }),
    to: 'costs.manage',
    inApp: true,
    email: true,
    alerts: true,
    say: ({ agent_id, state, spent_micros, limit_micros }, nameOf) => {
      const whose = agent_id === null ? 'The organisation’s budget' : `The budget of ${nameOf(agent_id)}`;
      const spent = `${dollars(spent_micros)} of ${dollars(limit_micros)} dollars are spent`;
      if (state === 'near') return `${whose} is nearly used up: ${spent}.`;
      if (state === 'reached') return `${whose} is used up: ${spent}.`;
      return `${whose} is used up, and messages are not answered any more: ${spent}. Raise the limit, or answer them yourselves.`;
    },
    page: () => '/costs',
  }),
} as const;

/** Told to other systems alone: a member who wants to know of every turn has the conversations. */
export const MACHINE_EVENTS = {
  'turn.ended': { title: 'A turn ends' },
  'conversation.answered': { title: 'A person answers a customer' },
} as const;

export type EventKind = keyof typeof EVENTS;
export const EVENT_KINDS = Object.keys(EVENTS) as [EventKind, ...EventKind[]];
export const eventKindSchema = z.enum(EVENT_KINDS);

export type WebhookEventKind = EventKind | keyof typeof MACHINE_EVENTS;
export const WEBHOOK_EVENT_KINDS = [...EVENT_KINDS, ...Object.keys(MACHINE_EVENTS)] as [
  WebhookEventKind,
  ...WebhookEventKind[],
];
export const webhookEventKindSchema = z.enum(WEBHOOK_EVENT_KINDS);

export const titleOfEvent = (kind: WebhookEventKind): string => ({ ...EVENTS, ...MACHINE_EVENTS })[kind].title;

export type FactsOf<K extends EventKind> = z.infer<(typeof EVENTS)[K]['facts']>;
export type SomeEvent = { [K in EventKind]: { kind: K; facts: FactsOf<K> } }[EventKind];

type AnyEntry = EventEntry<z.ZodObject>;

/** What is stored reads as what was meant; a kind that a later version took away is none. */
function entryOf(kind: string, facts: unknown): { entry: AnyEntry; facts: Record<string, unknown> } | null {
  const entry = Object.hasOwn(EVENTS, kind) ? (EVENTS[kind as EventKind] as unknown as AnyEntry) : null;
  const parsed = entry?.facts.safeParse(facts);
  return entry && parsed?.success ? { entry, facts: parsed.data } : null;
}

export type Telling = { title: string; text: string; page: string };

/** What happened, in words for a member. */
export function tellEvent(kind: string, facts: unknown, nameOf: NameOf): Telling {
  const known = entryOf(kind, facts);
  if (!known) return { title: 'Something happened', text: `An event of the kind ${kind}.`, page: '/audit' };
  const { entry } = known;
  return { title: entry.title, text: entry.say(known.facts, nameOf), page: entry.page(known.facts) };
}
