import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { pageOf, pageQuery } from './page.ts';

export const incidentSchema = z.object({
  id: z.string(),
  kind: z.enum(['dead_turn', 'unknown_outcome', 'breaker', 'budget']),
  severity: z.enum(['low', 'medium', 'high']),
  status: z.enum(['open', 'acknowledged', 'resolved']),
  title: z.string(),
  fingerprint: z.string().describe('What looks the same is one incident until it is resolved'),
  evidence: z.record(z.string(), z.unknown()).describe('Of the newest occurrence: ids and figures'),
  count: z.number().int(),
  first_seen_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime(),
  acknowledged_at: z.iso.datetime().nullable(),
  acknowledged_by: z.string().nullable(),
  resolved_at: z.iso.datetime().nullable(),
  resolved_by: z.string().nullable(),
});
export type Incident = z.infer<typeof incidentSchema>;

const incidentId = z.object({ id: idSchema('incident') });
const asItIsNow = { description: 'As the incident is now', body: incidentSchema };

export const listIncidents = defineEndpoint({
  id: 'listIncidents',
  method: 'get',
  path: '/v1/incidents',
  tag: 'Operations',
  summary: 'What went wrong, newest first',
  permission: 'operations.read',
  query: z.object({ ...pageQuery, status: incidentSchema.shape.status.optional() }),
  responses: { 200: { description: 'Incidents', body: pageOf(incidentSchema) } },
});

export const readIncident = defineEndpoint({
  id: 'readIncident',
  method: 'get',
  path: '/v1/incidents/:id',
  tag: 'Operations',
  summary: 'One incident with its evidence',
  permission: 'operations.read',
  params: incidentId,
  responses: { 200: asItIsNow },
});

export const acknowledgeIncident = defineEndpoint({
  id: 'acknowledgeIncident',
  method: 'post',
  path: '/v1/incidents/:id/acknowledge',
  tag: 'Operations',
  summary: 'Say that you look after it',
  permission: 'operations.manage',
  params: incidentId,
  responses: { 200: asItIsNow },
});

export const resolveIncident = defineEndpoint({
  id: 'resolveIncident',
  method: 'post',
  path: '/v1/incidents/:id/resolve',
  tag: 'Operations',
  summary: 'Say that it is over; when it happens again, that is a new incident',
  permission: 'operations.manage',
  params: incidentId,
  responses: { 200: asItIsNow },
});
