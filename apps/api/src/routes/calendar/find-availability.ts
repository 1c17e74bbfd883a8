import { lookAsPerson } from '@parley/core/calendar/as-person';
import { findAvailability } from '@parley/shared/contract/calendar';
import { implement } from '../../http/route.ts';

export const availabilityRoute = implement(findAvailability)(async (ctx, { caller, query }) => {
  const found = await lookAsPerson(ctx.core, caller.as, query);
  return {
    status: 200,
    body: {
      service: found.service,
      date: found.date,
      time_zone: found.timeZone,
      slots: found.slots,
      closed: found.closed,
      next_date_with_slots: found.nextDate,
    },
  };
});
