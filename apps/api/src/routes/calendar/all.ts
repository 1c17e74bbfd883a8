import { addClosure } from '@parley/core/calendar/add-closure';
import { bookAsPerson, cancelAsPerson, rescheduleAsPerson } from '@parley/core/calendar/as-person';
import { changeResource } from '@parley/core/calendar/change-resource';
import { changeService } from '@parley/core/calendar/change-service';
import { createResource } from '@parley/core/calendar/create-resource';
import { createService } from '@parley/core/calendar/create-service';
import { listAppointments } from '@parley/core/calendar/list-appointments';
import { listClosures } from '@parley/core/calendar/list-closures';
import { listResources } from '@parley/core/calendar/list-resources';
import { listServices } from '@parley/core/calendar/list-services';
import { removeClosure } from '@parley/core/calendar/remove-closure';
import * as calendar from '@parley/shared/contract/calendar';
import { implement, type Route } from '../../http/route.ts';
import { availabilityRoute } from './find-availability.ts';

export const calendarRoutes: readonly Route[] = [
  implement(calendar.listServices)(async (ctx, { caller }) => ({
    status: 200,
    body: { data: await listServices(ctx.core, caller.as.orgId) },
  })),
  implement(calendar.createService)(async (ctx, { caller, body }) => ({
    status: 201,
    body: await createService(ctx.core, caller.as, body),
  })),
  implement(calendar.changeService)(async (ctx, { caller, params, body }) => ({
    status: 200,
    body: await changeService(ctx.core, caller.as, { ...body, id: params.id }),
  })),
  implement(calendar.listResources)(async (ctx, { caller }) => ({
    status: 200,
    body: { data: await listResources(ctx.core, caller.as.orgId) },
  })),
  implement(calendar.createResource)(async (ctx, { caller, body }) => ({
    status: 201,
    body: await createResource(ctx.core, caller.as, body),
  })),
  implement(calendar.changeResource)(async (ctx, { caller, params, body }) => ({
    status: 200,
    body: await changeResource(ctx.core, caller.as, { ...body, id: params.id }),
  })),
  implement(calendar.listClosures)(async (ctx, { caller }) => ({
    status: 200,
    body: { data: await listClosures(ctx.core, caller.as.orgId) },
  })),
  implement(calendar.addClosure)(async (ctx, { caller, body }) => ({
    status: 201,
    body: await addClosure(ctx.core, caller.as, body),
  })),
  implement(calendar.removeClosure)(async (ctx, { caller, params }) => {
    await removeClosure(ctx.core, caller.as, params);
    return { status: 200, body: { deleted: true } };
  }),
  availabilityRoute,
  implement(calendar.listAppointments)(async (ctx, { caller, query }) => ({
    status: 200,
    body: await listAppointments(ctx.core, caller.as.orgId, query),
  })),
  implement(calendar.bookAppointment)(async (ctx, { caller, body: { contact, ...booking } }) => ({
    status: 201,
    body: await bookAsPerson(ctx.core, caller.as, { ...booking, contactId: contact }),
  })),
  implement(calendar.rescheduleAppointment)(async (ctx, { caller, params, body }) => ({
    status: 200,
    body: await rescheduleAsPerson(ctx.core, caller.as, { ...body, id: params.id }),
  })),
  implement(calendar.cancelAppointment)(async (ctx, { caller, params, body }) => ({
    status: 200,
    body: await cancelAsPerson(ctx.core, caller.as, { ...body, id: params.id }),
  })),
];
