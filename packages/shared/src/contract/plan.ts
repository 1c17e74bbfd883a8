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
  features: z.array(z.enum(FEATURES)),
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
