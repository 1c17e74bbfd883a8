import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { amountSchema, currencySchema } from '../money.ts';
import { defineEndpoint } from './endpoint.ts';
import { line } from './line.ts';
import { pageOf, pageQuery } from './page.ts';

const TAG = 'Orders';

export const orderStatusSchema = z.enum(['placed', 'paid', 'shipped', 'delivered', 'cancelled']);

const refundSchema = z.object({
  id: z.string(),
  reference: z.string().describe('What people call it: RFD-7K2M'),
  amount: z.string(),
  reason: z.string(),
  by: z.object({ kind: z.enum(['user', 'api_key', 'agent', 'system']), id: z.string() }),
  conversation_id: z.string().nullable(),
  turn_id: z.string().nullable(),
  created_at: z.iso.datetime(),
});

export const orderSchema = z.object({
  id: z.string(),
  number: z.string(),
  contact_id: z.string(),
  status: orderStatusSchema,
  currency: z.string(),
  total: z.string().describe('Amounts are text, such as 120.00'),
  paid: z.string(),
  refunded: z.string(),
  discounted: z.string(),
  refundable: z.string().describe('What was paid and not given back yet'),
  placed_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type OrderSummary = z.infer<typeof orderSchema>;

const itemSchema = z.object({ name: z.string(), quantity: z.int(), unit_price: z.string() });

export const orderDetailSchema = orderSchema.extend({
  items: z.array(itemSchema),
  refunds: z.array(refundSchema),
  discounts: z.array(refundSchema.omit({ reference: true }).extend({ percent: z.int() })),
});
export type Order = z.infer<typeof orderDetailSchema>;

const orderNumber = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,39}$/, 'must be a number such as 1042');

export const listOrders = defineEndpoint({
  id: 'listOrders',
  method: 'get',
  path: '/v1/orders',
  tag: TAG,
  summary: 'What customers have bought, newest first',
  permission: 'orders.read',
  query: z.object({
    ...pageQuery,
    contact: idSchema('contact').optional(),
    status: orderStatusSchema.optional(),
    number: orderNumber.optional(),
  }),
  responses: { 200: { description: 'Orders', body: pageOf(orderSchema) } },
});

export const readOrder = defineEndpoint({
  id: 'readOrder',
  method: 'get',
  path: '/v1/orders/:id',
  tag: TAG,
  summary: 'One order with its items, refunds and discounts',
  permission: 'orders.read',
  params: z.object({ id: idSchema('order') }),
  responses: { 200: { description: 'The order', body: orderDetailSchema } },
});

export const pushOrder = defineEndpoint({
  id: 'pushOrder',
  method: 'post',
  path: '/v1/orders',
  tag: TAG,
  summary: 'Tell of an order, or of what has changed in it; the number says which',
  permission: 'orders.push',
  brisk: true,
  body: z.strictObject({
    number: orderNumber,
    contact: idSchema('contact'),
    status: orderStatusSchema,
    currency: currencySchema,
    paid: amountSchema.describe('In all so far'),
    placed_at: z.iso.datetime({ offset: true }),
    items: z
      .array(z.strictObject({ name: line(200), quantity: z.int().min(1).max(10_000), unit_price: amountSchema }))
      .min(1)
      .max(200),
  }),
  responses: {
    200: { description: 'As the order is now', body: orderDetailSchema },
    201: { description: 'The new order', body: orderDetailSchema },
  },
});

const reason = line(500).describe('Kept with it, for whoever asks later');

export const refundOrder = defineEndpoint({
  id: 'refundOrder',
  method: 'post',
  path: '/v1/orders/:id/refunds',
  tag: TAG,
  summary: 'Give money back: never more than was paid',
  permission: 'orders.refund',
  idempotency: { required: true },
  params: z.object({ id: idSchema('order') }),
  body: z.strictObject({ amount: amountSchema.optional().describe('Left out: all that is refundable'), reason }),
  responses: { 201: { description: 'As the order is now', body: orderDetailSchema } },
});

export const discountOrder = defineEndpoint({
  id: 'discountOrder',
  method: 'post',
  path: '/v1/orders/:id/discounts',
  tag: TAG,
  summary: 'Take something off the price, once per order; what was paid too much is given back',
  permission: 'orders.refund',
  idempotency: { required: true },
  params: z.object({ id: idSchema('order') }),
  body: z.strictObject({ percent: z.int().min(1).max(50), reason }),
  responses: { 201: { description: 'As the order is now', body: orderDetailSchema } },
});
