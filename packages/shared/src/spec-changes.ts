export type SpecChange =
  | { path: string; kind: 'added'; after: unknown }
  | { path: string; kind: 'removed'; before: unknown }
  | { path: string; kind: 'changed'; before: unknown; after: unknown };

/**
 * What differs between two specs, by path, in the order of the paths. A list of words is compared as a set: `tools.x` came
 * or went; that only their order changed is one change of the list.
 */
export function changesBetween(before: unknown, after: unknown): SpecChange[] {
  return compare('', before, after).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function compare(path: string, before: unknown, after: unknown): SpecChange[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ path, kind: 'added', after }];
  if (after === undefined) return [{ path, kind: 'removed', before }];
  if (isRecord(before) && isRecord(after)) return compareFields(path, before, after);
  if (isWords(before) && isWords(after)) return compareWords(path, before, after);
  return same(before, after) ? [] : [{ path, kind: 'changed', before, after }];
}

type Fields = Record<string, unknown>;

const compareFields = (path: string, before: Fields, after: Fields): SpecChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    compare(path === '' ? name : `${path}.${name}`, ownField(before, name), ownField(after, name)),
  );

function compareWords(path: string, before: string[], after: string[]): SpecChange[] {
  const removed = before.filter((word) => !after.includes(word));
  const added = after.filter((word) => !before.includes(word));
  if (removed.length + added.length === 0) {
    return same(before, after) ? [] : [{ path, kind: 'changed', before, after }];
  }
  return [
    ...removed.map((word) => ({ path: `${path}.${word}`, kind: 'removed', before: word }) as const),
    ...added.map((word) => ({ path: `${path}.${word}`, kind: 'added', after: word }) as const),
  ];
}

const ownField = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Both come from the same schema, so what is equal has its fields in the same order within a list. */
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
