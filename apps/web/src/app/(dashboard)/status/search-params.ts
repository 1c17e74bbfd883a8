import { z } from 'zod';

export const PROCESS_KINDS = ['api', 'worker', 'slackbot'] as const;

/** What the page's address says. A value that we do not know is as good as none: old links stay good. */
const searchParams = z.object({ kind: z.enum(PROCESS_KINDS).nullable().catch(null) });

export type StatusSearch = z.infer<typeof searchParams>;
export type ProcessKind = (typeof PROCESS_KINDS)[number];

export const parseStatusSearch = (given: Record<string, string | string[] | undefined>): StatusSearch =>
  searchParams.parse(given);

export const statusHref = ({ kind }: StatusSearch): string => (kind ? `/status?kind=${kind}` : '/status');
