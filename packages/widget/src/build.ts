import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const SOURCES = fileURLToPath(new URL('./browser/', import.meta.url));
const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

/** The widget as one script. Built once per state of its sources; later starts read the file and load no bundler. */
export async function buildWidget(dist: string = DIST): Promise<string> {
  const name = `widget-${await hashSources()}.js`;
  const kept = await readFile(join(dist, name), 'utf8').catch(() => null);
  if (kept !== null) return kept;
  const built = await bundle();
  // Where the folder cannot be written (an image, a stranger's clone), the text alone will do.
  await keep(dist, name, built).catch(() => undefined);
  return built;
}

/** Names of our own objects that no page, browser, storage or answer knows: in the script they are a letter. */
const INNER_NAMES =
  /^(?:on(?:Connection|Draft|Typing|Messages|Session|Close|SendAgain|Accent)|sendAgain|markRead|wasMute|silenceMs|poll(?:Ms|sBeforeStream)|adoptStored|otherTabWrote|networkIsBack|openSession|apiOrigin|(?:starts|ends)Group|newMessages|tooLong|format(?:Day|Time)|is(?:Typing|Inline)|scrollToEnd)$/;

async function bundle(): Promise<string> {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [join(SOURCES, 'main.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['es2022'],
    charset: 'utf8',
    legalComments: 'none',
    mangleProps: INNER_NAMES,
    logLevel: 'silent',
    plugins: [cssAsText],
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild gave no file for the widget');
  return file.text;
}

const cssAsText: Plugin = {
  name: 'css-as-text',
  setup({ onLoad, esbuild }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code, loader: 'text' };
    });
  },
};

/** Over everything that shapes the result: the sources, this file, and the versions in the manifest. */
async function hashSources(): Promise<string> {
  const files = (await readdir(SOURCES, { recursive: true })).filter((file) => /(?<!\.test)\.(ts|css)$/.test(file));
  const paths = [
    ...files.sort().map((file) => join(SOURCES, file)),
    join(SOURCES, '../build.ts'),
    join(SOURCES, '../../package.json'),
  ];
  const hash = createHash('sha256');
  for (const path of paths)
    hash
      .update(`${path.slice(SOURCES.length)}\0`)
      .update(await readFile(path))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** Written beside and renamed, so that nobody reads half a file; what an older state left is removed. */
async function keep(dist: string, name: string, text: string): Promise<void> {
  await mkdir(dist, { recursive: true });
  const unfinished = join(dist, `${randomUUID()}.tmp`);
  await writeFile(unfinished, text);
  await rename(unfinished, join(dist, name));
  const others = (await readdir(dist)).filter((file) => /^widget-[0-9a-f]+\.js$/.test(file) && file !== name);
  await Promise.all(others.map((file) => rm(join(dist, file), { force: true })));
}
