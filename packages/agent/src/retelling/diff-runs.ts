import type { DiffLine, JournalStep, RunDiff } from '@parley/shared/contract/run-journal';
import { canonicalJson } from '../json.ts';
import { diffLines } from './diff-lines.ts';

type Told = { id: string; steps: readonly JournalStep[] };
type Parts = ReadonlyMap<string, unknown>;

/** In what two runs differ, step by step and named by part; what merely counts or names the run is no difference. */
export function diffRuns(a: Told, b: Told): RunDiff {
  const [ours, theirs] = [byKey(a.steps), byKey(b.steps)];
  const steps = keysOf(a.steps, b.steps).map((key) => diffStep(key, ours.get(key), theirs.get(key)));
  const first = steps.find(({ in: where, parts }) => where !== 'both' || parts.length > 0);
  return {
    a: a.id,
    b: b.id,
    first: first ? { step: first.key, part: first.parts[0]?.part ?? 'step' } : null,
    steps,
  };
}

const byKey = (steps: readonly JournalStep[]) => new Map(steps.map((step) => [step.key, step]));

/** In the order of the one, with what only the other has behind the step that it comes after there. */
function keysOf(a: readonly JournalStep[], b: readonly JournalStep[]): string[] {
  const keys = a.map(({ key }) => key);
  for (const [place, { key }] of b.entries()) {
    if (keys.includes(key)) continue;
    const after = b[place - 1]?.key;
    keys.splice(after === undefined ? 0 : keys.indexOf(after) + 1, 0, key);
  }
  return keys;
}

function diffStep(key: string, a: JournalStep | undefined, b: JournalStep | undefined): RunDiff['steps'][number] {
  const kind = (a ?? b)?.kind ?? '';
  if (!a || !b) return { key, kind, in: a ? 'a' : 'b', parts: [] };
  const [ours, theirs] = [partsOf(a), partsOf(b)];
  const parts = [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((part) => diffPart(part, ours, theirs));
  return { key, kind, in: 'both', parts };
}

function diffPart(part: string, a: Parts, b: Parts): { part: string; lines: DiffLine[] }[] {
  const [ours, theirs] = [a.get(part), b.get(part)];
  if (canonicalJson(ours) === canonicalJson(theirs)) return [];
  return [{ part, lines: diffLines(textOf(ours), textOf(theirs)) }];
}

/** Ids of the run itself, and what was counted: different in any two runs. */
const OF_THE_RUN_ITSELF: readonly string[] = ['runId', 'turnId', 'usage', 'bill'];

function partsOf({ request, response }: JournalStep): Parts {
  const named = (of: string, value: unknown): [string, unknown][] =>
    isFields(value)
      ? Object.entries(value).flatMap(([name, part]) =>
          OF_THE_RUN_ITSELF.includes(name) ? [] : [[`${of}.${name}`, part] as [string, unknown]],
        )
      : [[of, value]];
  return new Map([...named('request', request ?? {}), ...named('response', response)]);
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Texts as they are, what was said line by line, all else as JSON laid out. */
function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every(isSaid)) return value.flatMap(saidLines).join('\n');
  return JSON.stringify(value, null, 2);
}

type Said = { role?: string; author?: string; text: string; toolCalls?: unknown[] };

const isSaid = (value: unknown): value is Said =>
  isFields(value) && typeof value.text === 'string' && typeof (value.role ?? value.author) === 'string';

const saidLines = ({ role, author, text, toolCalls }: Said): string[] => [
  ...(text === '' ? [] : [`${role ?? author}: ${text}`]),
  ...(toolCalls ?? []).map((call) => `${role ?? author} calls ${canonicalJson(call)}`),
];
