import { z } from 'zod';
import { agentSpecSchema } from '../agent-spec.ts';
import { agentActSchema, agentEnvironmentSchema, agentStatusSchema, agentTypeSchema } from '../agents.ts';
import { idSchema } from '../ids.ts';
import { unstorable } from '../storable-text.ts';
import { defineEndpoint } from './endpoint.ts';
import { line } from './line.ts';
import { pageOf, pageQuery } from './page.ts';

const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((given) => !unstorable(given), 'must be ordinary text');

/** What may be stored as a spec from now on; what was stored before stays readable. */
const specBody = z.strictObject({
  ...agentSpecSchema.shape,
  instructions: text(20_000).min(1),
  greeting: text(1_000).min(1),
  model: line(200).nullable(),
  tools: z.array(z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be the name of a tool')).max(50),
});

const tag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,39}$/u, 'must be a word or two, with letters and digits');

const about = {
  name: line(80),
  description: text(2_000).trim(),
  type: agentTypeSchema,
  owner_id: idSchema('user').nullable().describe('The member who answers for it'),
  team_id: idSchema('team').nullable(),
  tags: z
    .array(tag)
    .max(20)
    .transform((tags) => [...new Set(tags)]),
  environment: agentEnvironmentSchema,
  provider: line(40).describe('`parley`, or where the agent lives'),
  provider_ids: z.record(line(40), line(200)).describe('What the provider calls it'),
};

const named = z.object({ id: z.string(), name: z.string() }).nullable();

export const agentSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  type: agentTypeSchema,
  owner: named,
  team: named,
  tags: z.array(z.string()),
  environment: agentEnvironmentSchema,
  provider: z.string(),
  provider_ids: z.record(z.string(), z.string()),
  status: agentStatusSchema,
  status_reason: z.string().nullable(),
  status_changed_at: z.iso.datetime(),
  version: z.number().int().describe('The number of the version that new turns run'),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  you_may: z.array(agentActSchema).describe('What whoever asks may do with it'),
});
export type Agent = z.infer<typeof agentSchema>;

export const agentVersionSchema = z.object({
  number: z.number().int(),
  digest: z.string().describe('sha256 of the spec’s canonical JSON'),
  author: z.object({ id: z.string(), name: z.string().nullable() }).nullable().describe('Null: it came with Parley'),
  note: z.string().nullable(),
  current: z.boolean(),
  created_at: z.iso.datetime(),
});
export type AgentVersion = z.infer<typeof agentVersionSchema>;

const agentVersionWithSpec = agentVersionSchema.extend({ spec: agentSpecSchema });
export type AgentVersionWithSpec = z.infer<typeof agentVersionWithSpec>;

const agentId = z.object({ id: idSchema('agent') });
const number = z.coerce.number().int().min(1).max(1_000_000);
const expectedVersion = z
  .number()
  .int()
  .min(1)
  .describe(
    'The version that the change began from: with another one it is refused, so that nobody overwrites anybody',
  );
const note = line(200).optional().describe('Why, for whoever reads the versions');
const changed = { description: 'As the agent is now', body: agentSchema };

export const listAgents = defineEndpoint({
  id: 'listAgents',
  method: 'get',
  path: '/v1/agents',
  tag: 'Agents',
  summary: 'The agents of the organisation',
  permission: 'agents.read',
  query: z.object({
    ...pageQuery,
    status: agentStatusSchema.optional().describe('Left out: all but archived ones'),
    team: idSchema('team').optional(),
    environment: agentEnvironmentSchema.optional(),
    tag: z.string().trim().toLowerCase().max(40).optional(),
    q: text(100).trim().optional().describe('In the name or the description'),
  }),
  responses: { 200: { description: 'Newest first', body: pageOf(agentSchema) } },
});

export const createAgent = defineEndpoint({
  id: 'createAgent',
  method: 'post',
  path: '/v1/agents',
  tag: 'Agents',
  summary: 'Make an agent with its first version',
  permission: 'agents.manage',
  body: z.strictObject({
    ...about,
    description: about.description.default(''),
    type: about.type.default('customer_service'),
    owner_id: about.owner_id.default(null),
    team_id: about.team_id.default(null),
    tags: about.tags.default([]),
    environment: about.environment.default('prod'),
    provider: about.provider.default('parley'),
    provider_ids: about.provider_ids.default({}),
    spec: specBody,
  }),
  responses: { 201: { description: 'The new agent, active', body: agentSchema } },
});

export const readAgent = defineEndpoint({
  id: 'readAgent',
  method: 'get',
  path: '/v1/agents/:id',
  tag: 'Agents',
  summary: 'One agent, with the spec that it runs',
  permission: 'agents.read',
  params: agentId,
  responses: { 200: { description: 'The agent', body: agentSchema.extend({ spec: agentSpecSchema }) } },
});

export const changeAgent = defineEndpoint({
  id: 'changeAgent',
  method: 'patch',
  path: '/v1/agents/:id',
  tag: 'Agents',
  summary: 'Change what is known of an agent; what it says and does changes with a version',
  permission: 'agents.edit',
  params: agentId,
  body: z.strictObject(about).partial(),
  responses: { 200: changed },
});

export const setAgentStatus = defineEndpoint({
  id: 'setAgentStatus',
  method: 'post',
  path: '/v1/agents/:id/status',
  tag: 'Agents',
  summary: 'Pause, resume, drain or archive an agent',
  permission: 'agents.pause',
  params: agentId,
  body: z.strictObject({
    status: agentStatusSchema.describe(
      '`paused`: messages wait unanswered until it is active again. `draining`: only those of conversations that begin from now on. `archived`: for good, and it holds no place in the plan',
    ),
    reason: line(200).optional(),
  }),
  responses: { 200: changed },
});

export const listAgentVersions = defineEndpoint({
  id: 'listAgentVersions',
  method: 'get',
  path: '/v1/agents/:id/versions',
  tag: 'Agents',
  summary: 'An agent’s versions',
  permission: 'agents.read',
  params: agentId,
  query: z.object(pageQuery),
  responses: { 200: { description: 'Newest first', body: pageOf(agentVersionSchema) } },
});

export const saveAgentVersion = defineEndpoint({
  id: 'saveAgentVersion',
  method: 'post',
  path: '/v1/agents/:id/versions',
  tag: 'Agents',
  summary: 'Give an agent another spec: a new version, which new turns run',
  permission: 'agents.edit',
  params: agentId,
  body: z.strictObject({ spec: specBody, expected_version: expectedVersion, note }),
  responses: {
    200: { description: 'It has this spec already: the version it is', body: agentVersionSchema },
    201: { description: 'The new version', body: agentVersionSchema },
  },
});

export const readAgentVersion = defineEndpoint({
  id: 'readAgentVersion',
  method: 'get',
  path: '/v1/agents/:id/versions/:number',
  tag: 'Agents',
  summary: 'One version, with its spec',
  permission: 'agents.read',
  params: agentId.extend({ number }),
  responses: { 200: { description: 'The version', body: agentVersionWithSpec } },
});

export const compareAgentVersions = defineEndpoint({
  id: 'compareAgentVersions',
  method: 'get',
  path: '/v1/agents/:id/versions/:number/changes',
  tag: 'Agents',
  summary: 'What differs between a version and another one',
  permission: 'agents.read',
  params: agentId.extend({ number }),
  query: z.object({ since: number.optional().describe('Left out: the version before it') }),
  responses: {
    200: {
      description: 'By path; empty when they are the same',
      body: z.object({
        since: z.number().int(),
        number: z.number().int(),
        changes: z.array(
          z.object({
            path: z.string(),
            kind: z.enum(['added', 'removed', 'changed']),
            before: z.unknown().optional(),
            after: z.unknown().optional(),
          }),
        ),
      }),
    },
  },
});

export const rollBackAgent = defineEndpoint({
  id: 'rollBackAgent',
  method: 'post',
  path: '/v1/agents/:id/roll-back',
  tag: 'Agents',
  summary: 'Run an earlier version’s spec again, as a new version',
  permission: 'agents.edit',
  params: agentId,
  body: z.strictObject({ to: z.number().int().min(1), expected_version: expectedVersion, note }),
  responses: {
    200: { description: 'It has this spec already: the version it is', body: agentVersionSchema },
    201: { description: 'The new version', body: agentVersionSchema },
  },
});
