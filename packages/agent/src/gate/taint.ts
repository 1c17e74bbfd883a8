import type { Frame } from '../frame.ts';
import type { Json } from '../json.ts';
import type { ModelMessage } from '../models/model-port.ts';

const LEAST_LENGTH = 6;
const LEAST_DIGITS = 4;

/**
 * The paths of arguments that a tool's result put into the model's mouth: what stands in a result of this run, and neither
 * in what the customer wrote nor in the frame's own facts. Short values are in everything and tell nothing.
 */
export function taintedPaths(args: Json, frame: Frame, said: readonly ModelMessage[]): string[] {
  const told = plain(said.flatMap((message) => (message.role === 'tool' ? [message.text] : [])).join('\n'));
  if (told === '') return [];
  const known = plain(knownText(frame));
  return leaves(args)
    .filter(([, value]) => told.includes(value) && !known.includes(value))
    .map(([path]) => path);
}

function knownText({ agent, business, history }: Frame): string {
  const customer = history.filter(({ author }) => author === 'contact').map(({ text }) => text);
  return [...customer, agent.instructions, JSON.stringify(business)].join('\n');
}

/** Results are JSON: as they are, and with its escapes undone. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\\n|\\t|\s+/gu, ' ')
    .replaceAll('\\"', '"');

function leaves(value: Json, path = ''): Array<[path: string, value: string]> {
  if (typeof value === 'string') return value.trim().length < LEAST_LENGTH ? [] : [[path, plain(value.trim())]];
  if (typeof value === 'number') return digitsOf(value) < LEAST_DIGITS ? [] : [[path, String(value)]];
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((one, index) => leaves(one, `${path}[${index}]`));
  return Object.entries(value).flatMap(([key, one]) => leaves(one, path ? `${path}.${key}` : key));
}

const digitsOf = (value: number): number => String(value).replaceAll(/\D/g, '').length;
