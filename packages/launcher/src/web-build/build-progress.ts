/** What `next build` prints, as words for people. Its own lines are for those who know it. */
const STEPS: [RegExp, string][] = [
  [/Creating an optimized production build/, 'compiling'],
  [/Compiled successfully/, 'compiled'],
  [/validation of types|Running TypeScript/, 'checking'],
  [/Collecting page data/, 'collecting pages'],
  [/Generating static pages/, 'generating pages'],
  [/Finalizing page optimization|Collecting build traces/, 'finishing'],
];

/** The step that a line of output begins, or null when it says nothing new. */
export const buildStep = (line: string): string | null => STEPS.find(([pattern]) => pattern.test(line))?.[1] ?? null;
