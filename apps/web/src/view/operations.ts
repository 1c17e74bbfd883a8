import type { Incident } from '@parley/shared/contract/incidents';
import { z } from 'zod';
import type { Tone } from '../components/tone.ts';

type State = { tone: Tone; word: string };

const searchSchema = z.object({ show: z.enum(['all']).optional().catch(undefined) });
/** Lists of what is to be done show what is still to be done, or all of it. */
export type ShowSearch = z.infer<typeof searchSchema>;
export const parseShowSearch = (given: Record<string, string | string[] | undefined>): ShowSearch =>
  searchSchema.parse(given);

export type Redriven = {
  outcome: 'redriven' | 'already_redriven' | 'person_owns' | 'too_many_waiting' | 'not_found';
};

const REDRIVEN: Record<Redriven['outcome'], State> = {
  redriven: { tone: 'good', word: 'Asked again' },
  already_redriven: { tone: 'muted', word: 'Was asked again already' },
  person_owns: { tone: 'warn', word: 'Not asked: a person answers there. Give it back first.' },
  too_many_waiting: { tone: 'warn', word: 'Not asked: too much waits there already. Try again later.' },
  not_found: { tone: 'bad', word: 'It is not there any more.' },
};
export const redriveState = ({ outcome }: Redriven): State => REDRIVEN[outcome];

/** `3 asked again, 1 not` */
export function redriveSummary(results: readonly Redriven[]): string {
  const done = results.filter(({ outcome }) => outcome === 'redriven').length;
  const rest = results.length - done;
  return `${done} asked again${rest > 0 ? `, ${rest} not` : ''}`;
}

export const INCIDENT_KIND: Record<Incident['kind'], string> = {
  dead_turn: 'Turns without an answer',
  unknown_outcome: 'Sent, perhaps',
  breaker: 'Two machines',
  budget: 'A budget is used up',
};

export const SEVERITY: Record<Incident['severity'], State> = {
  high: { tone: 'bad', word: 'High' },
  medium: { tone: 'warn', word: 'Medium' },
  low: { tone: 'muted', word: 'Low' },
};

export const INCIDENT_STATE: Record<Incident['status'], State> = {
  open: { tone: 'bad', word: 'Open' },
  acknowledged: { tone: 'warn', word: 'Being looked after' },
  resolved: { tone: 'good', word: 'Resolved' },
};

export type Evidence = { name: string; value: string; href: string | null };

/** What is known of the newest occurrence, line by line; what has a page of its own leads to it. */
export const evidenceOf = ({ evidence }: Pick<Incident, 'evidence'>): Evidence[] =>
  Object.entries(evidence).flatMap(([name, value]) => linesOf(name, value, evidence));

function linesOf(name: string, value: unknown, all: Incident['evidence']): Evidence[] {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([inner, one]) => linesOf(inner, one, all));
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [{ name: words(name), value: text, href: hrefOf(name, text) }];
}

const words = (name: string): string => {
  const spaced = name
    .replace(/_ids?$/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, (_, before: string, next: string) => `${before} ${next.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

const hrefOf = (name: string, value: string): string | null =>
  name === 'conversation_id' ? `/conversations/${encodeURIComponent(value)}` : null;
