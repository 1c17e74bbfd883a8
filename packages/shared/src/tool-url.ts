/** `https://api.shop.example/stock/{sku}?store={store}`: the host is fixed, and what varies has a declared name. */
const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_]{0,63})\}/g;

export const placeholdersIn = (template: string): string[] => [
  ...new Set([...template.matchAll(PLACEHOLDER)].map(([, name]) => name as string)),
];

/** Null, or what is wrong with it, for whoever wrote it. */
export function wrongTemplate(template: string): string | null {
  const plain = template.replace(PLACEHOLDER, 'x');
  if (/[{}]/.test(plain)) return 'A part that varies is written as {name}, with letters, digits and underscores.';
  const [origin] = /^[a-z]+:\/\/[^/?#]*/i.exec(template) ?? [];
  if (origin === undefined) return 'Give a whole address, such as https://api.example.com/stock/{sku}.';
  if (/[{}]/.test(origin)) return 'The host must not vary: put {…} behind the first / only.';
  if (plain.includes('#')) return 'Leave out what follows #: it is never sent.';
  return null;
}

/** The address with its parts filled in; null when a part would change what the rest means. */
export function filledIn(template: string, values: Readonly<Record<string, unknown>>): string | null {
  let whole = true;
  const [path = '', ...query] = template.split('?');
  const fill = (text: string, refused: (value: string) => boolean): string =>
    text.replace(PLACEHOLDER, (_, name: string) => {
      const value = Object.hasOwn(values, name) ? String(values[name] ?? '') : '';
      if (refused(value) || !value.isWellFormed()) whole = false;
      return value.isWellFormed() ? encodeURIComponent(value) : '';
    });
  // An empty part, or one of dots only, would lead to another path.
  const filled = [fill(path, (value) => /^\.*$/.test(value)), ...query.map((part) => fill(part, () => false))].join(
    '?',
  );
  return whole ? filled : null;
}
