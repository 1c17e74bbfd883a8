/** JSON with sorted keys: the same value gives the same bytes, whatever order it was written or read in. Runs in each turn. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object' || value instanceof Date) return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(members).sort()) {
    if (members[key] === undefined) continue;
    text += `${text ? ',' : ''}${JSON.stringify(key)}:${canonical(members[key])}`;
  }
  return `{${text}}`;
}
