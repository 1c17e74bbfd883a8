import { upcomingOf } from '@parley/core/calendar/find-appointment';
import { readHouse } from '@parley/core/calendar/house';
import { z } from 'zod';
import { appointmentFacts, appointmentOutput } from './calendar-parts.ts';
import { defineTool } from './tool.ts';

export const listAppointments = defineTool({
  name: 'list_appointments',
  description: 'This customer’s own upcoming appointments, the next one first.',
  effect: 'read',
  reach: 'ours',
  input: z.object({}),
  output: z.object({ appointments: z.array(appointmentOutput) }),
  summary: () => ['Looks up the customer’s own appointments'],
  async run({ core, tx, bound }) {
    const { timeZone } = await readHouse(tx, bound.orgId);
    const upcoming = await upcomingOf(core, tx, bound.orgId, bound.contactId);
    return { appointments: upcoming.map((row) => appointmentFacts(row, timeZone)) };
  },
});
