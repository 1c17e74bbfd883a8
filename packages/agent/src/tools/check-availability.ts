import { findAvailability } from '@parley/core/calendar/find-availability';
import { z } from 'zod';
import { dateInput, refuseBy } from './calendar-parts.ts';
import { defineTool } from './tool.ts';

export const checkAvailability = defineTool({
  name: 'check_availability',
  description:
    'Which times are free on a day for a service. Use it before you offer or book a time; never guess one. Without a service it names those that there are.',
  effect: 'read',
  reach: 'ours',
  input: z.object({
    service: z.string().trim().min(1).max(80).optional().describe('What the appointment is for'),
    date: dateInput,
    part_of_day: z.enum(['morning', 'afternoon', 'any']).optional(),
    duration_minutes: z.number().int().min(5).max(720).optional().describe('Only where it takes longer than usual'),
  }),
  output: z.object({
    service: z.string(),
    date: z.iso.date(),
    time_zone: z.string(),
    slots: z.array(z.object({ start: z.string(), resource: z.string() })),
    closed: z.boolean().describe('Nothing can be booked on that day at all'),
    next_date_with_slots: z.iso.date().nullable().describe('When nothing is free: the next day on which something is'),
  }),
  summary: ({ service, date }) => [`Looks up free times${service ? ` for ${service}` : ''} on ${date}`],
  async run({ core, tx, bound }, { service, date, part_of_day, duration_minutes }) {
    const query = { service, date, partOfDay: part_of_day, minutes: duration_minutes };
    const found = await findAvailability(core, tx, bound.orgId, query);
    if (found.kind !== 'found') return refuseBy(found);
    return {
      service: found.service,
      date: found.date,
      time_zone: found.timeZone,
      slots: found.slots,
      closed: found.closed,
      next_date_with_slots: found.nextDate,
    };
  },
});
