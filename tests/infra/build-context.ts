import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT, readText } from './repository.ts';

/** `.dockerignore` as Docker reads it: the last matching line decides, and a folder's fate is that of what it holds. */
export function readIgnore(text: string): (file: string) => boolean {
  const rules = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => ({ kept: line.startsWith('!'), pattern: globOf(line.replace(/^!/, '').replace(/\/$/, '')) }));
  return (file) => {
    const parts = file.split('/');
    const selfAndParents = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
    const last = rules.findLast(({ pattern }) => selfAndParents.some((each) => pattern.test(each)));
    return last !== undefined && !last.kept;
  };
}

function globOf(pattern: string): RegExp {
  const source = pattern.replaceAll(/\*\*\/|\*\*|\*|\?|[.+^${}()|[\]\\]/g, (token) => TOKENS[token] ?? `\\${token}`);
  return new RegExp(`^${source}$`);
}

const TOKENS: Record<string, string> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };

export const isIgnored = readIgnore(readText('.dockerignore'));

/** The files that a copied path brings, as the builder would see it. */
export function filesAt(source: string): string[] {
  const own = path.join(ROOT, source);
  const inside = readdirSync(path.dirname(own), { withFileTypes: true }).find(
    ({ name }) => name === path.basename(own),
  );
  if (!inside) return [];
  const listed = inside.isDirectory() ? walk(source) : [source];
  return listed.filter((file) => !isIgnored(file));
}

// Nothing below these is ever sent: looking there would take longer than all the rest.
const HEAVY = new Set(['node_modules', '.next', '.git']);

const walk = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !HEAVY.has(name))
    .flatMap((entry) => (entry.isDirectory() ? walk(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
