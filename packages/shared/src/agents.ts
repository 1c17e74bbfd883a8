import { z } from 'zod';

/** `archived` is out of service for good, unless someone takes it back; it holds no place in the plan. */
export const AGENT_STATUSES = ['active', 'paused', 'draining', 'archived'] as const;
export const agentStatusSchema = z.enum(AGENT_STATUSES);
export type AgentStatus = (typeof AGENT_STATUSES)[number];

export const AGENT_TYPES = ['customer_service', 'scheduling', 'sales', 'collections', 'other'] as const;
export const agentTypeSchema = z.enum(AGENT_TYPES);
export type AgentType = (typeof AGENT_TYPES)[number];

export const AGENT_ENVIRONMENTS = ['prod', 'staging', 'test'] as const;
export const agentEnvironmentSchema = z.enum(AGENT_ENVIRONMENTS);
export type AgentEnvironment = (typeof AGENT_ENVIRONMENTS)[number];

/** `assign`: give it another owner or team. `archive`: also take it back. */
export const AGENT_ACTS = ['edit', 'pause', 'assign', 'archive'] as const;
export const agentActSchema = z.enum(AGENT_ACTS);
export type AgentAct = (typeof AGENT_ACTS)[number];
