import { z } from 'zod';
import { changeAreaSchema } from '../change-areas.ts';
import { defineEndpoint } from './endpoint.ts';

/**
 * Server-sent events: `changed` carries a LiveChange. The first comes at once; one that says `all` comes every 15 seconds
 * and whenever some may have been missed.
 */
export const followChanges = defineEndpoint({
  id: 'followChanges',
  method: 'get',
  path: '/v1/live',
  tag: 'Organisations',
  summary: 'That something changed in the organisation, as it happens (server-sent events without content: read again)',
  permission: 'organisation.read',
  responses: { 200: { description: 'An event stream', body: null, contentType: 'text/event-stream' } },
});

export const liveChangeSchema = z.object({ areas: z.union([z.literal('all'), z.array(changeAreaSchema)]) });
export type LiveChange = z.infer<typeof liveChangeSchema>;
