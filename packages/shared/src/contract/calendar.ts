import { z } from 'zod';
import { hoursSchema, WEEKDAYS } from '../business-profile.ts';
import { idSchema } from '../ids.ts';
import { amountSchema, currencySchema } from '../money.ts';
import { unstorable } from '../storable-text.ts';
import { defineEndpoint } from './endpoint.ts';
import { line } from './line.ts';
import { pageOf, pageQuery } from './page.ts';

const TAG = 'Calendar';
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:30');
const paragraph = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !unstorable(text), 'must be ordinary text');

const week = z
  .record(z.enum(WEEKDAYS), z.array(hoursSchema.refine(({ from, to }) => from < to, 'must end after it begins')).max(6))
  .describe('By the wall clock of the organisation’s time zone. No hours on a day: not there');

export const serviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  minutes: z.int(),
  price: z.string().nullable().describe('Such as 60.00'),
  currency: z.string().nullable(),
  active: z.boolean(),
  created_at: z.iso.datetime(),
});
export type Service = z.infer<typeof serviceSchema>;

export const resourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  hours: week.nullable().describe('Null: the organisation’s own opening hours'),
  services: z.array(z.string()).describe('Ids of the services that it can be booked for'),
  active: z.boolean(),
  created_at: z.iso.datetime(),
});
export type Resource = z.infer<typeof resourceSchema>;

export const closureSchema = z.object({
  id: z.string(),
  resource_id: z.string().nullable().describe('Null: everybody'),
  starts_on: z.iso.date(),
  ends_on: z.iso.date(),
  note: z.string().nullable(),
});
export type Closure = z.infer<typeof closureSchema>;

const named = z.object({ id: z.string(), name: z.string() });

export const appointmentSchema = z.object({
  id: z.string(),
  reference: z.string().describe('What people call it: APT-7K2M'),
  contact_id: z.string(),
  service: named,
  resource: named,
  state: z.enum(['booked', 'cancelled']),
  starts_at: z.iso.datetime(),
  ends_at: z.iso.datetime(),
  date: z.iso.date().describe('As the wall clock shows it in `time_zone`'),
  time: z.string(),
  until: z.string(),
  time_zone: z.string(),
  name: z.string().nullable().describe('For whom, where it was said'),
  note: z.string().nullable(),
  conversation_id: z.string().nullable().describe('Where an agent booked it; null: people did'),
  turn_id: z.string().nullable(),
  created_at: z.iso.datetime(),
  cancelled_at: z.iso.datetime().nullable(),
  cancel_reason: z.string().nullable(),
});
export type Appointment = z.infer<typeof appointmentSchema>;

const ids = z.array(idSchema('service')).max(100).describe('Services that it can be booked for');
const price = z
  .object({ amount: amountSchema, currency: currencySchema })
  .nullable()
  .describe('What agents may tell; null: nothing');
const minutes = z.int().min(5).max(720);

export const listServices = defineEndpoint({
  id: 'listServices',
  method: 'get',
  path: '/v1/services',
  tag: TAG,
  summary: 'What can be booked',
  permission: 'calendar.read',
  responses: { 200: { description: 'By name', body: z.object({ data: z.array(serviceSchema) }) } },
});

export const createService = defineEndpoint({
  id: 'createService',
  method: 'post',
  path: '/v1/services',
  tag: TAG,
  summary: 'Offer something that can be booked',
  permission: 'calendar.manage',
  body: z.strictObject({ name: line(80), minutes, price: price.default(null) }),
  responses: { 201: { description: 'The new service', body: serviceSchema } },
});

export const changeService = defineEndpoint({
  id: 'changeService',
  method: 'patch',
  path: '/v1/services/:id',
  tag: TAG,
  summary: 'Change a service; what is booked already stays as it is',
  permission: 'calendar.manage',
  params: z.object({ id: idSchema('service') }),
  body: z.strictObject({
    name: line(80).optional(),
    minutes: minutes.optional(),
    price: price.optional(),
    active: z.boolean().optional().describe('`false`: it cannot be booked any more'),
  }),
  responses: { 200: { description: 'As the service is now', body: serviceSchema } },
});

export const listResources = defineEndpoint({
  id: 'listResources',
  method: 'get',
  path: '/v1/resources',
  tag: TAG,
  summary: 'Who or what can be booked, and when',
  permission: 'calendar.read',
  responses: { 200: { description: 'By name', body: z.object({ data: z.array(resourceSchema) }) } },
});

export const createResource = defineEndpoint({
  id: 'createResource',
  method: 'post',
  path: '/v1/resources',
  tag: TAG,
  summary: 'Add a person, a room or a chair to the calendar',
  permission: 'calendar.manage',
  body: z.strictObject({ name: line(80), hours: week.nullable().default(null), services: ids }),
  responses: { 201: { description: 'The new resource', body: resourceSchema } },
});

export const changeResource = defineEndpoint({
  id: 'changeResource',
  method: 'patch',
  path: '/v1/resources/:id',
  tag: TAG,
  summary: 'Change a resource; what is booked already stays as it is',
  permission: 'calendar.manage',
  params: z.object({ id: idSchema('resource') }),
  body: z.strictObject({
    name: line(80).optional(),
    hours: week.nullable().optional(),
    services: ids.optional(),
    active: z.boolean().optional().describe('`false`: it cannot be booked any more'),
  }),
  responses: { 200: { description: 'As the resource is now', body: resourceSchema } },
});

export const listClosures = defineEndpoint({
  id: 'listClosures',
  method: 'get',
  path: '/v1/closures',
  tag: TAG,
  summary: 'Days off that are not over',
  permission: 'calendar.read',
  responses: {
    200: { description: 'The next one first, 500 at most', body: z.object({ data: z.array(closureSchema) }) },
  },
});

export const addClosure = defineEndpoint({
  id: 'addClosure',
  method: 'post',
  path: '/v1/closures',
  tag: TAG,
  summary: 'Days off, of one resource or of everybody; what is booked already stays as it is',
  permission: 'calendar.manage',
  body: z
    .strictObject({
      resource: idSchema('resource').nullable().default(null),
      starts_on: z.iso.date(),
      ends_on: z.iso.date(),
      note: line(200).nullable().default(null),
    })
    .refine(({ starts_on, ends_on }) => starts_on <= ends_on, {
      path: ['ends_on'],
      error: 'must not be before `starts_on`',
    }),
  responses: { 201: { description: 'The days off', body: closureSchema } },
});

export const removeClosure = defineEndpoint({
  id: 'removeClosure',
  method: 'delete',
  path: '/v1/closures/:id',
  tag: TAG,
  summary: 'Open again on those days',
  permission: 'calendar.manage',
  params: z.object({ id: idSchema('closure') }),
  responses: { 200: { description: 'Removed', body: z.object({ deleted: z.literal(true) }) } },
});

export const findAvailability = defineEndpoint({
  id: 'findAvailability',
  method: 'get',
  path: '/v1/availability',
  tag: TAG,
  summary: 'What is free on a day',
  permission: 'calendar.read',
  query: z.object({ service: line(80).optional().describe('Its id or name'), date: z.iso.date() }),
  responses: {
    200: {
      description: 'Free times, by the wall clock',
      body: z.object({
        service: z.string(),
        date: z.iso.date(),
        time_zone: z.string(),
        slots: z.array(z.object({ start: z.string(), resource: z.string() })),
        closed: z.boolean().describe('Nothing begins on that day, taken or free'),
        next_date_with_slots: z.iso.date().nullable(),
      }),
    },
  },
});

export const listAppointments = defineEndpoint({
  id: 'listAppointments',
  method: 'get',
  path: '/v1/appointments',
  tag: TAG,
  summary: 'The calendar, in the order in which appointments begin',
  permission: 'calendar.read',
  query: z.object({
    ...pageQuery,
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
    resource: idSchema('resource').optional(),
    contact: idSchema('contact').optional(),
    state: appointmentSchema.shape.state.optional(),
  }),
  responses: { 200: { description: 'Appointments', body: pageOf(appointmentSchema) } },
});

export const bookAppointment = defineEndpoint({
  id: 'bookAppointment',
  method: 'post',
  path: '/v1/appointments',
  tag: TAG,
  summary: 'Book for a contact',
  permission: 'calendar.book',
  body: z.strictObject({
    contact: idSchema('contact'),
    service: line(80).describe('Its id or name'),
    date: z.iso.date(),
    time,
    resource: line(80).optional().describe('Its id or name; left out: whoever is free'),
    name: line(120).optional(),
    note: paragraph(1_000).optional(),
  }),
  responses: { 201: { description: 'The appointment', body: appointmentSchema } },
});

const appointmentId = z.object({ id: idSchema('appointment') });

export const rescheduleAppointment = defineEndpoint({
  id: 'rescheduleAppointment',
  method: 'post',
  path: '/v1/appointments/:id/reschedule',
  tag: TAG,
  summary: 'To another time, with the same resource where it is free',
  permission: 'calendar.book',
  params: appointmentId,
  body: z.strictObject({ date: z.iso.date(), time, resource: line(80).optional() }),
  responses: { 200: { description: 'As the appointment is now', body: appointmentSchema } },
});

export const cancelAppointment = defineEndpoint({
  id: 'cancelAppointment',
  method: 'post',
  path: '/v1/appointments/:id/cancel',
  tag: TAG,
  summary: 'Cancel it: its time is free again',
  permission: 'calendar.book',
  params: appointmentId,
  body: z.strictObject({ reason: paragraph(500).optional() }),
  responses: { 200: { description: 'As the appointment is now', body: appointmentSchema } },
});
