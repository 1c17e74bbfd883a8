import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };

const ROOT = path.resolve(import.meta.dirname, '..');
const MADE_AT_RUN_TIME = ['.git', '.parley', 'node_modules', 'test-results', 'coverage'];
const NOT_OURS = ['**/node_modules/**', '**/.next/**', '**/dist/**', '**/generated/**'];
const PNPM_ITSELF = ['install', 'exec', 'outdated', 'why', 'add'];

type Page = { path: string; text: string };

const read = (file: string): Page => ({ path: file, text: readFileSync(path.join(ROOT, file), 'utf8') });
const pages = globSync(['*.md', 'docs/**/*.md', 'infra/**/*.md'], { cwd: ROOT, exclude: NOT_OURS }).map(read);

const folders = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !MADE_AT_RUN_TIME.includes(entry.name))
  .map(({ name }) => name);
const isRepoPath = (word: string): boolean => folders.some((folder) => word.startsWith(`${folder}/`));

/** All that is written in the code, this file aside: its examples of lies must not make them true. */
const source = globSync(['{apps,packages,tools,bench,scripts,tests,infra}/**/*.{ts,tsx,mts,mjs,js,json,sql,prisma,sh}', '*'], {
  cwd: ROOT,
  exclude: [...NOT_OURS, ...MADE_AT_RUN_TIME, ...folders, '*.md', 'tests/docs.test.ts'].filter((name) => !folders.includes(name)),
  withFileTypes: true,
})
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
  .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');
