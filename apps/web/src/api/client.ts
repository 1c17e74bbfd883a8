import './no-eval.ts';
import { createClient } from '@parley/sdk/client';
import { ORGANISATION_HEADER } from '@parley/shared/contract/organisation-header';
import { shownOrganisation } from './shown-organisation.ts';

/** The session works in one organisation in all its tabs: a call from a tab that shows another one must be refused. */
function fetchForShown(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const headers = new Headers(init?.headers);
  const shown = shownOrganisation.get();
  if (shown !== null) headers.set(ORGANISATION_HEADER, shown);
  return fetch(input, { ...init, headers });
}

/** The public API, on the page's own origin. */
export const api = createClient({ baseUrl: '', fetch: fetchForShown });

export type ApiKey = Awaited<ReturnType<typeof api.listApiKeys>>['data'][number];
export type Webhook = Awaited<ReturnType<typeof api.readWebhook>>;
export type WebhookDelivery = Awaited<ReturnType<typeof api.readWebhookDelivery>>;
export type Notification = Awaited<ReturnType<typeof api.listNotifications>>['data'][number];
export type AuditEntry = Awaited<ReturnType<typeof api.listAudit>>['data'][number];
export type ContactDetail = Awaited<ReturnType<typeof api.readContact>>;
export type ReadAgent = Awaited<ReturnType<typeof api.readAgent>>;
