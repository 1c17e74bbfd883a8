import { createClient } from '@parley/sdk/client';
import { z } from 'zod';

// Zod compiles its checks with `new Function` where it may; our pages' policy forbids that, and the attempt would be reported.
z.config({ jitless: true });

/** The public API, on the page's own origin. */
export const api = createClient({ baseUrl: '' });

export type ApiKey = Awaited<ReturnType<typeof api.listApiKeys>>['data'][number];
export type AuditEntry = Awaited<ReturnType<typeof api.listAudit>>['data'][number];
