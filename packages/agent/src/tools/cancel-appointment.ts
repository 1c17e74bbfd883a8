import { cancelAppointment as cancel } from '@parley/core/calendar/cancel-appointment';
import { z } from 'zod';
import { actingFor } from './acting.ts';
import { appointmentFacts, appointmentOutput, referenceInput, refuseBy } from './calendar-parts.ts';
import { defineTool } from './tool.ts';

export const cancelAppointment = defineTool({
  name: 'cancel_appointment',
  description: 'Cancels one of this customer’s own upcoming appointments. Use it when the customer asked for that.',
  effect: 'write',
  reach: 'ours',
  input: z.object({
    reference: referenceInput,
    reason: z.string().trim().max(500).optional().describe('Why, where the customer said it'),
  }),
  output: appointmentOutput.extend({ cancelled: z.literal(true) }),
  summary: ({ reference }) => [`Cancels ${reference ? `appointment ${reference}` : 'the customer’s appointment'}`],
  async run({ core, tx, bound }, { reference, reason }) {
    const which = { of: bound.contactId, reference };
    const done = await cancel(core, tx, actingFor(bound), { which, reason });
    if (done.kind !== 'cancelled') return refuseBy(done);
    return { ...appointmentFacts(done.appointment, done.timeZone), cancelled: true as const };
  },
});
