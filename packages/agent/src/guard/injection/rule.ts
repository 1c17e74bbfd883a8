/** What a message does, in words for whoever reads the run, and how it is told. Texts are folded: see `fold.ts`. */
export type Rule = readonly [what: string, pattern: RegExp];

/** Rules without one of whose words none of them can match: most messages have none, and cost one look. */
export type RuleSet = { needs: RegExp; rules: readonly Rule[] };

/** `_` is what stands between two words. */
export const rule = (what: string, pattern: string): Rule => [
  what,
  new RegExp(pattern.replaceAll('_', '(?:[\\s,;:"\'*`_~-]{1,6})'), 'iu'),
];

export const firstMatch = (sets: readonly RuleSet[], text: string): string | null => {
  for (const { needs, rules } of sets) {
    const found = needs.test(text) ? rules.find(([, pattern]) => pattern.test(text)) : undefined;
    if (found) return found[0];
  }
  return null;
};
