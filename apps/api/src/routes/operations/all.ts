import { listDeadLetters } from '@parley/core/dead-letters/list-dead-letters';
import { readDeadLetter } from '@parley/core/dead-letters/read-dead-letter';
import { redriveDeadLetters } from '@parley/core/dead-letters/redrive';
import { acknowledgeIncident } from '@parley/core/incidents/acknowledge-incident';
import { listIncidents } from '@parley/core/incidents/list-incidents';
import { readIncident } from '@parley/core/incidents/read-incident';
import { resolveIncident } from '@parley/core/incidents/resolve-incident';
import * as letters from '@parley/shared/contract/dead-letters';
import * as incidents from '@parley/shared/contract/incidents';
import { implement, type Route } from '../../http/route.ts';
import { workload } from './read-workload.ts';

export const operationRoutes: readonly Route[] = [
  implement(letters.listDeadLetters)(async (ctx, { caller, query }) => ({
    status: 200,
    body: await listDeadLetters(ctx.core, caller.as.orgId, query),
  })),
  implement(letters.readDeadLetter)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await readDeadLetter(ctx.core, caller.as.orgId, params.id),
  })),
  implement(letters.redriveDeadLetters)(async (ctx, { caller, body }) => ({
    status: 200,
    body: { data: await redriveDeadLetters(ctx.core, caller.as, body) },
  })),
  implement(incidents.listIncidents)(async (ctx, { caller, query }) => ({
    status: 200,
    body: await listIncidents(ctx.core, caller.as.orgId, query),
  })),
  implement(incidents.readIncident)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await readIncident(ctx.core, caller.as.orgId, params.id),
  })),
  implement(incidents.acknowledgeIncident)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await acknowledgeIncident(ctx.core, caller.as, params),
  })),
  implement(incidents.resolveIncident)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await resolveIncident(ctx.core, caller.as, params),
  })),
  workload,
];
