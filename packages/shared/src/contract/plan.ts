import { z } from 'zod';
import { FEATURES, PLAN_NAMES } from '../plans.ts';
import { defineEndpoint } from './endpoint.ts';

export const planUsageSchema = z.object({
  plan: z.enum(PLAN_NAMES),
  title: z.string(),
  seats: z.object({
    limit: z.number().int(),
    members: z.number().int(),
    invited: z.number().int().describe('Open invitations: each holds a seat'),
  }),
  agents: z.object({ limit: z.number().int(), used: z.number().int() }),
  features: z.array(z.enum(FEATURES)).describe('Those that are on'),
  flags: z.array(
    z.object({
      feature: z.enum(FEATURES),
      on: z.boolean(),
      source: z.enum(['plan', 'organisation']).describe('What says so: the plan, or a flag of this organisation’s own'),
      in_plan: z.boolean(),
    }),
  ),
});
export type PlanUsage = z.infer<typeof planUsageSchema>;

export const readPlan = defineEndpoint({
  id: 'readPlan',
  method: 'get',
  path: '/v1/organisation/plan',
  tag: 'Organisations',
  summary: 'The plan, and how much of it is used',
  permission: 'organisation.read',
  responses: {
    200: { description: 'Limits and usage', body: planUsageSchema },
  },
});

export const changePlan = defineEndpoint({
  id: 'changePlan',
  method: 'patch',
  path: '/v1/organisation/plan',
  tag: 'Organisations',
  summary: 'Take another plan; refused where more is used than it holds',
  permission: 'organisation.manage',
  body: z.strictObject({ plan: z.enum(PLAN_NAMES) }),
  responses: { 200: { description: 'Limits and usage now', body: planUsageSchema } },
});

export const switchFeature = defineEndpoint({
  id: 'switchFeature',
  method: 'patch',
  path: '/v1/organisation/features',
  tag: 'Organisations',
  summary: 'Turn off a feature that the plan has, or on again',
  permission: 'organisation.manage',
  body: z.strictObject({ feature: z.enum(FEATURES), on: z.boolean() }),
  responses: { 200: { description: 'As it is now', body: planUsageSchema } },
});
