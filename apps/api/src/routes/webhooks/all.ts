import { randomBytes } from 'node:crypto';
import { changeEndpoint } from '@parley/core/webhooks/change-endpoint';
import { createEndpoint } from '@parley/core/webhooks/create-endpoint';
import { deleteEndpoint } from '@parley/core/webhooks/delete-endpoint';
import { listDeliveries, readDelivery } from '@parley/core/webhooks/deliveries';
import { listEndpoints, readEndpoint } from '@parley/core/webhooks/list-endpoints';
import { replayDelivery, replayFailed } from '@parley/core/webhooks/replay';
import { rotateSecret } from '@parley/core/webhooks/rotate-secret';
import { sendTest } from '@parley/core/webhooks/send-test';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  listWebhookDeliveries,
  listWebhooks,
  readWebhook,
  readWebhookDelivery,
  replayWebhook,
  replayWebhookDelivery,
  rotateWebhookSecret,
  testWebhook,
} from '@parley/shared/contract/webhooks';
import { implement, type Route } from '../../http/route.ts';

export const webhookRoutes: readonly Route[] = [
  implement(listWebhooks)(async (ctx, { caller, query }) => ({
    status: 200,
    body: await listEndpoints(ctx.core, caller.as, query),
  })),
  implement(createWebhook)(async (ctx, { caller, body }) => ({
    status: 201,
    body: await createEndpoint(ctx.core, caller.as, { ...body, randomBytes }),
  })),
  implement(readWebhook)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await readEndpoint(ctx.core, caller.as, params.id),
  })),
  implement(changeWebhook)(async (ctx, { caller, params, body }) => ({
    status: 200,
    body: await changeEndpoint(ctx.core, caller.as, params.id, body),
  })),
  implement(deleteWebhook)(async (ctx, { caller, params }) => {
    await deleteEndpoint(ctx.core, caller.as, params.id);
    return { status: 200, body: { deleted: true } };
  }),
  implement(rotateWebhookSecret)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await rotateSecret(ctx.core, caller.as, params.id, randomBytes),
  })),
  implement(testWebhook)(async (ctx, { caller, params }) => ({
    status: 202,
    body: await sendTest(ctx.core, caller.as, params.id),
  })),
  implement(listWebhookDeliveries)(async (ctx, { caller, params, query }) => ({
    status: 200,
    body: await listDeliveries(ctx.core, caller.as, params.id, query),
  })),
  implement(readWebhookDelivery)(async (ctx, { caller, params }) => ({
    status: 200,
    body: await readDelivery(ctx.core, caller.as, params.id, params.delivery_id),
  })),
  implement(replayWebhookDelivery)(async (ctx, { caller, params }) => ({
    status: 202,
    body: await replayDelivery(ctx.core, caller.as, params.id, params.delivery_id),
  })),
  implement(replayWebhook)(async (ctx, { caller, params, body }) => ({
    status: 202,
    body: { replayed: await replayFailed(ctx.core, caller.as, params.id, new Date(body.since)) },
  })),
];
