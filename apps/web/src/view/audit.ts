import { z } from 'zod';
import type { AuditEntry } from '../api/client.ts';

const text = z.string().trim().min(1).max(80).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

/** What the page's address says. A value that we do not know is as good as none: old links stay good. */
const searchSchema = z.object({
  action: text,
  actor: text,
  target: text,
  from: day,
  to: day,
  older: z.string().max(128).optional().catch(undefined),
});

export type AuditSearch = z.infer<typeof searchSchema>;

export const parseAuditSearch = (given: Record<string, string | string[] | undefined>): AuditSearch =>
  searchSchema.parse(given);

export function auditHref(search: AuditSearch): string {
  const query = paramsOf(search);
  return query.size > 0 ? `/audit?${query}` : '/audit';
}

function paramsOf(given: Record<string, string | undefined>): URLSearchParams {
  return new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** Days are those of whoever looks; both ends are among them. */
export const auditFilter = ({ action, actor, target, from, to }: AuditSearch) => ({
  action,
  actor,
  target,
  from: from && startOfDay(from, 0),
  to: to && startOfDay(to, 1),
});

function startOfDay(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

export const exportHref = (search: AuditSearch, format: 'jsonl' | 'csv'): string =>
  `/v1/audit/export?${paramsOf({ format, ...auditFilter(search) })}`;

/** `membership.role_changed` as people say it. */
export function actionWords(action: string): string {
  const words = action
    .replace('.', ' ')
    .replaceAll('_', ' ')
    .replace(/^api key/, 'API key');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const KIND: Record<AuditEntry['actor']['kind'], string> = {
  user: 'A person who has left',
  api_key: 'An API key',
  agent: 'An agent',
  system: 'Parley itself',
};

export const actorName = ({ kind, name }: AuditEntry['actor']): string => name ?? KIND[kind];

export type Difference = { name: string; before: string | null; after: string | null };

/** What changed, field by field; null on the side where the field is not, or is empty. */
export function differencesOf({ before, after }: Pick<AuditEntry, 'before' | 'after'>): Difference[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].map((name) => ({ name, before: plain(before, name), after: plain(after, name) }));
}

export const detailsOf = (detail: AuditEntry['detail']): { name: string; value: string }[] =>
  Object.keys(detail ?? {}).map((name) => ({ name, value: plain(detail, name) ?? '' }));

function plain(values: Record<string, unknown> | null, name: string): string | null {
  const value = values?.[name] ?? null;
  if (value === null) return null;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
