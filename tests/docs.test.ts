import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const ROOT = path.resolve(import.meta.dirname, '..');
const MADE_AT_RUN_TIME = [
  '.env',
  '.git',
  '.parley',
  '.next',
  'node_modules',
  'dist',
  'generated',
  'coverage',
  'test-results',
];
const PNPM_ITSELF = ['add', 'exec', 'install', 'outdated'];
/** Scripts of ours whose name pnpm has taken: a page that names pnpm's must name ours, `pnpm run …`, beside it. */
const SHADOWED = ['doctor'];

type Page = { file: string; text: string };

const filesLike = (patterns: string[], not: string[] = []): Page[] =>
  globSync(patterns, { cwd: ROOT, exclude: [`**/{${MADE_AT_RUN_TIME.join(',')}}/**`, ...not] }).map((file) => ({
    file,
    text: readFileSync(path.join(ROOT, file), 'utf8'),
  }));

const pages = filesLike(['*.md', 'docs/**/*.md', 'infra/**/*.md']);
const folders = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !MADE_AT_RUN_TIME.includes(entry.name))
  .map(({ name }) => name);
/** All of the code but this file: its examples of lies must not make them true. */
const code = filesLike(
  [`{${folders.join(',')}}/**/*.{ts,tsx,mts,mjs,js,json,sql,prisma,yaml,sh,example,Dockerfile}`, '*.{ts,json,yaml}'],
  ['tests/docs.test.ts', 'pnpm-lock.yaml'],
)
  .map(({ text }) => text)
  .join('\n');

/** What a page says that is not so: a file, a link, a command or a name that is not there. */
function liesOf({ file, text }: Page): string[] {
  const fences = [...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].map(([, inside = '']) => inside);
  const prose = text.replaceAll(/^```[^\n]*\n[\s\S]*?^```/gm, '');
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, inside = '']) => inside);
  return [
    ...[...spans, ...fences.flatMap(wordsOf)].filter(isMissingPath),
    ...unknownCommands([...spans, ...fences].join('\n')),
    ...spans.filter(isUnknownName),
    ...[...prose.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => isDeadLink(file, target)),
  ];
}

const wordsOf = (fence: string): string[] => fence.split(/\s+/).map((word) => word.replace(/[:;,.]$/, ''));

/** `<name>` in a path stands for any name: there must be one that is made so. */
function isMissingPath(word: string): boolean {
  const [folder = '', ...rest] = word.split('/');
  if (!folders.includes(folder) || rest.length === 0 || /\s/.test(word)) return false;
  if (rest.some((name) => MADE_AT_RUN_TIME.includes(name))) return false;
  return globSync(word.replaceAll(/<[^>]+>/g, '*'), { cwd: ROOT }).length === 0;
}

function unknownCommands(code: string): string[] {
  const said = [...code.matchAll(/\bpnpm(?:@\d+)? (?:-\w+ )*(run )?([a-z][\w:-]*)/g)];
  const runs = new Set(said.filter(([, run]) => run).map(([, , name = '']) => name));
  const isKnown = (name: string, isRun: boolean): boolean => {
    if (!isRun && PNPM_ITSELF.includes(name)) return true;
    return name in manifest.scripts && (isRun || !SHADOWED.includes(name) || runs.has(name));
  };
  return said.filter(([, run, name = '']) => !isKnown(name, run !== undefined)).map(([command]) => command);
}

/** A name with a dot or an underscore is one from the code (a variable, a metric, an event, a file) or Postgres's own. */
function isUnknownName(span: string): boolean {
  const name = span.replace(/(\(\)|=.*)$/, '');
  return /^(?!pg_)\w+([._]\w+)+$/.test(name) && !code.includes(name) && !existsSync(path.join(ROOT, name));
}

function isDeadLink(from: string, target: string): boolean {
  if (/^[a-z]+:/.test(target)) return false;
  const [file = '', anchor] = target.split('#');
  const found = path.join(ROOT, file ? path.join(path.dirname(from), file) : from);
  if (!existsSync(found)) return true;
  return anchor !== undefined && !anchorsIn(readFileSync(found, 'utf8')).includes(anchor);
}

/** As GitHub makes them from headings. */
const anchorsIn = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

test.each(pages)('$file says nothing that is not so', (page) => {
  expect(liesOf(page)).toEqual([]);
});

test('the pages that people begin with are among them', () => {
  const files = pages.map(({ file }) => file);
  expect(files).toEqual(expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/architecture.md']));
});

test.each([
  ['a file', 'See `packages/core/src/turns/no-such-verb.ts`.', 'packages/core/src/turns/no-such-verb.ts'],
  ['a pattern', 'Put it into `apps/<app>/src/nowhere/<file>.ts`.', 'apps/<app>/src/nowhere/<file>.ts'],
  ['a file in a block', '```\napps/api/src/no-such.ts  main\n```', 'apps/api/src/no-such.ts'],
  ['a command', '```sh\nnpx -y pnpm@12 fly\n```', 'pnpm@12 fly'],
  ['a command that is pnpm’s own', 'Ask `pnpm doctor`.', 'pnpm doctor'],
  ['a metric', 'It counts `parley_lies_total`.', 'parley_lies_total'],
  ['a variable', 'Set `PARLEY_LIES=true`.', 'PARLEY_LIES=true'],
  ['a link', '[gone](gone.md)', 'gone.md'],
  ['an anchor', '[there](../README.md#no-such-heading)', '../README.md#no-such-heading'],
])('%s that is not there is found', (_, text, lie) => {
  expect(liesOf({ file: 'docs/made-up.md', text })).toEqual([lie]);
});

test('what is there is no lie', () => {
  const text = [
    'See `packages/core/src/turns/ingest-turn.ts`, `apps/<app>/src/main.ts` and [the commands](../README.md#two-commands).',
    'Run `pnpm verify` or `pnpm run doctor`; it reads `LOG_LEVEL=warn`, and `turn.settled` counts in `parley_turns_total`.',
    '```sh\nnpx -y pnpm@12 start   # brings up apps/api\n```',
  ].join('\n');
  expect(liesOf({ file: 'docs/made-up.md', text })).toEqual([]);
});
