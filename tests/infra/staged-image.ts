import { spawnSync } from 'node:child_process';
import { cp, mkdir, realpath, symlink } from 'node:fs/promises';
import path from 'node:path';
import { filesAt } from './build-context.ts';
import {
  copyOf,
  finalStage,
  type Instruction,
  readDockerfile,
  type Stage,
  stageNamed,
  withBases,
} from './dockerfile.ts';
import { folderOf, type Manifest, ROOT, readManifest } from './repository.ts';

/*
 * An image laid out in a folder, without an engine: its COPY lines are followed as they stand, what the builder would not
 * be sent is not there, and what `pnpm install` would link is linked from this workspace. A missing line is a missing
 * file, as it would be in the container. What a stage makes with `node …` is made; Next's build is too long for a test.
 */

type Made = { folder: string; stages: Stage[]; built: Map<string, string> };

/** Where Dockerfiles work. */
const WORKDIR = '/app';
const TOO_LONG = 'apps/web/src/build.ts';

export async function stageImage(name: string, folder: string): Promise<void> {
  const stages = readDockerfile(name);
  const made = { folder, stages, built: new Map<string, string>() };
  await follow(made, finalStage(stages).instructions, path.join(folder, 'image'), runtimeLinks);
}

/** A stage that another one copies from. */
async function buildStage(made: Made, name: string): Promise<string> {
  const known = made.built.get(name);
  if (known) return known;
  const root = path.join(made.folder, name);
  made.built.set(name, root);
  const links = name === 'dependencies' ? runtimeLinks : allLinks;
  await follow(made, withBases(made.stages, stageNamed(made.stages, name)), root, links);
  return root;
}

type Links = (manifest: Manifest) => string[];
const runtimeLinks: Links = ({ dependencies = {} }) => Object.keys(dependencies);
const allLinks: Links = (manifest) => [
  ...runtimeLinks(manifest),
  ...Object.keys({ ...manifest.devDependencies, ...manifest.optionalDependencies }),
];

async function follow(made: Made, instructions: Instruction[], root: string, links: Links): Promise<void> {
  await mkdir(root, { recursive: true });
  for (const instruction of instructions) {
    if (instruction.verb === 'COPY') await copy(made, instruction, root);
    if (instruction.verb !== 'RUN') continue;
    if (instruction.rest.includes('pnpm install')) await install(root, links);
    else if (instruction.rest.startsWith('node ') && !instruction.rest.includes(TOO_LONG)) run(instruction.rest, root);
  }
}

async function copy(made: Made, instruction: Instruction, root: string): Promise<void> {
  const { from, sources, target } = copyOf(instruction);
  for (const source of sources) {
    if (from === null) await copyFromContext(source, path.join(root, target));
    else
      await copyFromStage(
        path.join(await buildStage(made, from), path.relative(WORKDIR, source)),
        path.join(root, target),
      );
  }
}

/** A folder is copied as what it holds; a file into a folder whose name ends with a slash. */
async function copyFromContext(source: string, target: string): Promise<void> {
  for (const file of filesAt(source)) {
    const place = path.relative(source, file) || (target.endsWith('/') ? path.basename(file) : '');
    await cp(path.join(ROOT, file), path.join(target, place));
  }
}

async function copyFromStage(source: string, target: string): Promise<void> {
  if (source.endsWith('.next')) return; // not made here
  await cp(source, target, { recursive: true, verbatimSymlinks: true });
}

/** As pnpm lays it out: the workspace's own packages by their folders here, the others from this repository's store. */
async function install(root: string, links: Links): Promise<void> {
  for (const folder of folderOf.values()) {
    if (!(await realpath(path.join(root, folder, 'package.json')).catch(() => null))) continue;
    for (const name of links(readManifest(folder))) await link(root, folder, name);
  }
}

async function link(root: string, folder: string, name: string): Promise<void> {
  const place = path.join(root, folder, 'node_modules', name);
  const own = folderOf.get(name);
  const installed = own ?? (await realpath(path.join(ROOT, folder, 'node_modules', name)).catch(() => null));
  if (installed === null) return; // a binary for another platform
  await mkdir(path.dirname(place), { recursive: true });
  await symlink(own ? path.relative(path.dirname(place), path.join(root, own)) : installed, place);
}

function run(command: string, cwd: string): void {
  const { status, stderr } = spawnSync('sh', ['-c', command], { cwd, env: nodeFirst({}), encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed:\n${stderr}`);
}

/** `node` is the Node that runs this. */
export const nodeFirst = (env: Record<string, string>): Record<string, string> => ({
  ...env,
  PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`,
});
