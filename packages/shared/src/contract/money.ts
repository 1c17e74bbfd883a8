import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { modelRefSchema } from '../model-refs.ts';
import { defineEndpoint } from './endpoint.ts';

const micros = z.number().int().nonnegative();
const amount = z.number().int().min(0).max(1_000_000_000_000).describe('Micro-dollars: a million of them are a dollar');
const count = z.number().int().nonnegative();

const sums = {
  micros: micros.describe('Micro-dollars of what has a price'),
  calls: count,
  unpriced_calls: count.describe(
    'Calls for which nobody has named a price: they have cost something, and nobody knows what',
  ),
  units: count.describe('Calls of models, or segments of text messages'),
  input_tokens: count,
  cached_input_tokens: count.describe('A part of the input tokens'),
  output_tokens: count,
};

export const costsSchema = z.object({
  month: z.string(),
  time_zone: z.string(),
  total: z.object(sums),
  by_agent: z.array(z.object({ agent_id: z.string(), ...sums })),
  by_model: z.array(z.object({ kind: z.enum(['model', 'sms']), provider: z.string(), model: z.string(), ...sums })),
  by_day: z.array(z.object({ day: z.string(), ...sums })),
  by_purpose: z
    .array(z.object({ purpose: z.enum(['answer', 'discarded', 'replay']), ...sums }))
    .describe('`discarded`: calls that brought no answer; `replay`: runs that were tried again'),
});
export type Costs = z.infer<typeof costsSchema>;

export const readCosts = defineEndpoint({
  id: 'readCosts',
  method: 'get',
  path: '/v1/costs',
  tag: 'Costs',
  summary: 'What a month has cost: by agent, model, day and purpose',
  permission: 'costs.read',
  query: z.object({
    month: z
      .string()
      .regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
      .optional()
      .describe('In the organisation’s time zone; the present one when left out'),
  }),
  responses: { 200: { description: 'Sums, in micro-dollars', body: costsSchema } },
});

export const budgetSchema = z.object({
  id: z.string(),
  agent_id: z.string().nullable().describe('Null: of the whole organisation'),
  period: z.enum(['day', 'month']),
  limit_micros: micros,
  hard: z.boolean().describe('True: nothing is spent beyond it; false: people are told'),
  spent_micros: micros.describe('In the period that runs'),
  reserved_micros: micros.describe('What turns that run have set aside'),
  refuses_since: z.iso.datetime().nullable().describe('Since when turns end without an answer because of it'),
  period_ends_at: z.iso.datetime().nullable().describe('Null: nothing was spent in the period that runs'),
  created_at: z.iso.datetime(),
});
export type Budget = z.infer<typeof budgetSchema>;

const budgetId = z.object({ id: idSchema('budget') });

export const listBudgets = defineEndpoint({
  id: 'listBudgets',
  method: 'get',
  path: '/v1/budgets',
  tag: 'Costs',
  summary: 'Budgets, and what is spent of them',
  permission: 'costs.read',
  responses: { 200: { description: 'All of them', body: z.object({ data: z.array(budgetSchema) }) } },
});

export const createBudget = defineEndpoint({
  id: 'createBudget',
  method: 'post',
  path: '/v1/budgets',
  tag: 'Costs',
  summary: 'Set a budget for the organisation or for one agent',
  permission: 'costs.manage',
  body: z.strictObject({
    agent_id: idSchema('agent').nullable().default(null),
    period: z.enum(['day', 'month']),
    limit_micros: amount,
    hard: z.boolean().default(true),
  }),
  responses: { 201: { description: 'The new budget', body: budgetSchema } },
});

export const changeBudget = defineEndpoint({
  id: 'changeBudget',
  method: 'patch',
  path: '/v1/budgets/:id',
  tag: 'Costs',
  summary: 'Change a budget’s limit, or what happens when it is reached',
  permission: 'costs.manage',
  params: budgetId,
  body: z.strictObject({ limit_micros: amount.optional(), hard: z.boolean().optional() }),
  responses: { 200: { description: 'As the budget is now', body: budgetSchema } },
});

export const deleteBudget = defineEndpoint({
  id: 'deleteBudget',
  method: 'delete',
  path: '/v1/budgets/:id',
  tag: 'Costs',
  summary: 'Take a budget away',
  permission: 'costs.manage',
  params: budgetId,
  responses: { 200: { description: 'Taken away', body: z.object({ deleted: z.literal(true) }) } },
});

export const priceSchema = z.object({
  ref: z.string().describe('A model such as `openai:gpt-4o`, or `sms`'),
  input_micros: micros.nullable().describe('For a million tokens'),
  cached_input_micros: micros.nullable(),
  output_micros: micros.nullable(),
  segment_micros: micros.nullable().describe('Of a text message'),
  source: z.enum(['list', 'organisation']),
  as_of: z.string(),
});
export type Price = z.infer<typeof priceSchema>;

export const listPrices = defineEndpoint({
  id: 'listPrices',
  method: 'get',
  path: '/v1/prices',
  tag: 'Costs',
  summary: 'What models and text messages cost: the organisation’s own prices, then the list’s',
  permission: 'costs.read',
  responses: { 200: { description: 'Prices', body: z.object({ data: z.array(priceSchema) }) } },
});

export const setPrice = defineEndpoint({
  id: 'setPrice',
  method: 'post',
  path: '/v1/prices',
  tag: 'Costs',
  summary: 'Name a price of the organisation’s own; it counts from now on',
  permission: 'costs.manage',
  body: z.union([
    z.strictObject({ ref: z.literal('sms'), segment_micros: amount }),
    z.strictObject({ ref: modelRefSchema, input_micros: amount, cached_input_micros: amount, output_micros: amount }),
  ]),
  responses: { 200: { description: 'As the price is now', body: priceSchema } },
});

export const removePrice = defineEndpoint({
  id: 'removePrice',
  method: 'delete',
  path: '/v1/prices',
  tag: 'Costs',
  summary: 'Take a price of the organisation’s own away',
  permission: 'costs.manage',
  query: z.object({ ref: z.union([z.literal('sms'), modelRefSchema]) }),
  responses: { 200: { description: 'Taken away', body: z.object({ deleted: z.literal(true) }) } },
});
