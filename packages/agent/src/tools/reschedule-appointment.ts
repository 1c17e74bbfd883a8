import { rescheduleAppointment as reschedule } from '@parley/core/calendar/reschedule-appointment';
import { whenOf } from '@parley/core/calendar/view';
import { z } from 'zod';
import { actingFor } from './acting.ts';
import {
  appointmentFacts,
  appointmentOutput,
  dateInput,
  referenceInput,
  refuseBy,
  timeInput,
} from './calendar-parts.ts';
import { defineTool } from './tool.ts';

export const rescheduleAppointment = defineTool({
  name: 'reschedule_appointment',
  description:
    'Moves one of this customer’s own upcoming appointments to another time. Use it once the new time is agreed.',
  effect: 'write',
  reach: 'ours',
  input: z.object({ reference: referenceInput, date: dateInput, time: timeInput }),
  output: appointmentOutput.extend({ before: z.object({ date: z.iso.date(), time: z.string() }) }),
  summary: ({ reference, date, time }) => [
    `Moves ${reference ? `appointment ${reference}` : 'the customer’s appointment'} to ${date} at ${time}`,
  ],
  async run({ core, tx, bound }, { reference, date, time }) {
    const which = { of: bound.contactId, reference };
    const moved = await reschedule(core, tx, actingFor(bound), { which, date, time });
    if (moved.kind !== 'moved') return refuseBy(moved);
    const { until: _, ...before } = whenOf(moved.before, moved.timeZone);
    return { ...appointmentFacts(moved.appointment, moved.timeZone), before };
  },
});
