import { type CalendarRefusal, wordsOf } from '@parley/core/calendar/refusal';
import { type AppointmentRow, whenOf } from '@parley/core/calendar/view';
import { z } from 'zod';
import { refuse } from './acting.ts';

export const dateInput = z.iso.date().describe('YYYY-MM-DD, by the calendar of the business');
export const timeInput = z
  .string()
  .trim()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:30')
  .transform((time) => time.padStart(5, '0'))
  .describe('HH:MM, by the clock of the business');
export const referenceInput = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .optional()
  .describe('The appointment’s reference, such as APT-7K2M. Leave it out where the customer has only one');

export const appointmentOutput = z.object({
  appointment_id: z.string(),
  reference: z.string(),
  service: z.string(),
  date: z.iso.date(),
  time: z.string(),
  until: z.string(),
  resource: z.string().describe('With whom, or where'),
});

export const appointmentFacts = (row: AppointmentRow, timeZone: string): z.infer<typeof appointmentOutput> => ({
  appointment_id: row.id,
  reference: row.reference,
  service: row.service.name,
  ...whenOf(row, timeZone),
  resource: row.resource.name,
});

export const refuseBy = (refusal: CalendarRefusal): never => refuse(refusal.kind, wordsOf(refusal));
