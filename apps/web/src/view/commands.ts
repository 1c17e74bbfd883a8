/** One line of the command menu. `also`: other words by which people look for it. */
export type Command = { id: string; group: string; name: string; also?: string };

/** Those that fit what is typed, the likeliest first; with nothing typed all of them, as they stand. */
export function fitting<C extends Command>(commands: readonly C[], typed: string): C[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return commands
    .map((command) => ({ command, fit: fitOf(command, words) }))
    .filter(({ fit }) => fit > 0)
    .toSorted((a, b) => b.fit - a.fit)
    .map(({ command }) => command);
}

/** Of the worst fitting word; 0: one does not fit at all. */
function fitOf({ group, name, also = '' }: Command, words: readonly string[]): number {
  const [itsName, rest] = [fold(name), fold(`${also} ${group}`)];
  const fits = words.map((word, place) => {
    if (place === 0 && itsName.startsWith(word)) return 4;
    if (beginsAWord(itsName, word)) return 3;
    if (beginsAWord(rest, word)) return 2;
    return itsName.includes(word) ? 1 : 0;
  });
  return Math.min(...fits, 4);
}

const beginsAWord = (text: string, word: string): boolean => ` ${text}`.includes(` ${word}`);

/** `Zoë` is found by `zoe`. */
const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Side by side under their group's name, in the order of each group's likeliest. */
export function grouped<C extends Command>(commands: readonly C[]): Array<{ group: string; commands: C[] }> {
  const groups = new Map<string, C[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups].map(([group, own]) => ({ group, commands: own }));
}
