import { bookAppointment as book } from '@parley/core/calendar/book-appointment';
import { z } from 'zod';
import { actingFor, originOf } from './acting.ts';
import { appointmentFacts, appointmentOutput, dateInput, refuseBy, timeInput } from './calendar-parts.ts';
import { defineTool } from './tool.ts';

export const bookAppointment = defineTool({
  name: 'book_appointment',
  description:
    'Books an appointment for this customer. Use it once service, day and time are agreed. If the time is taken it tells what is free then.',
  effect: 'write',
  reach: 'ours',
  input: z.object({
    service: z.string().trim().min(1).max(80),
    date: dateInput,
    time: timeInput,
    resource: z.string().trim().min(1).max(80).optional().describe('With whom; leave it out where it does not matter'),
    name: z.string().trim().min(1).max(120).optional().describe('For whom, where the customer said it'),
    note: z.string().trim().max(1_000).optional().describe('What a colleague should know about it'),
  }),
  output: appointmentOutput,
  summary: ({ service, date, time, resource, name }) => [
    `Books ${service} on ${date} at ${time}${resource ? ` with ${resource}` : ''}`,
    ...(name ? [`For ${name}`] : []),
  ],
  async run({ core, tx, bound }, input) {
    const booking = { ...input, contactId: bound.contactId, origin: originOf(bound) };
    const booked = await book(core, tx, actingFor(bound), booking);
    return booked.kind === 'booked' ? appointmentFacts(booked.appointment, booked.timeZone) : refuseBy(booked);
  },
});
