import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { migrationsPathIn, readMigrations, schemaPathIn } from './migration-files.ts';
import { schemaAdapterFactory } from './schema-adapter.ts';

// What we use of it; Node has it, but the types of Node do not say so.
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start: () => void } } }>;
};

type EngineModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');

export type Workbench = { engine: SchemaEngine; schema: SchemasContainer; migrationsList: MigrationList };

export const NO_FILTERS = { externalTables: [], externalEnums: [] };

let loading: Promise<EngineModule> | null = null;
/** What the engine wanted to say when it gave up: WebAssembly itself only says "unreachable". */
let lastWords = '';

/** Prisma's schema engine: the same one as in its command line tool, as WebAssembly, so that nothing is downloaded. */
export async function withSchemaEngine<T>(
  ownerUrl: string,
  prismaDir: string,
  work: (bench: Workbench) => Promise<T>,
): Promise<T> {
  lastWords = '';
  loading ??= load();
  const { SchemaEngine } = await loading;
  const schema = await readSchema(prismaDir);
  const adapter = schemaAdapterFactory(ownerUrl, (message) => (lastWords = message));
  const engine = await SchemaEngine.new(
    { datamodels: schema.files.map((file) => [file.path, file.content]) },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
  try {
    return await work({ engine, schema, migrationsList: listMigrations(prismaDir) });
  } catch (error) {
    throw new Error([lastWords, (error as Error).message ?? error].filter(Boolean).join('\n'), { cause: error });
  } finally {
    engine.free();
  }
}

async function load(): Promise<EngineModule> {
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => (lastWords = message) },
  });
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const bytes = await readFile(path.join(path.dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...engine } });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return engine;
}

async function readSchema(prismaDir: string): Promise<SchemasContainer> {
  const file = schemaPathIn(prismaDir);
  return { files: [{ path: file, content: await readFile(file, 'utf8') }] };
}

function listMigrations(prismaDir: string): MigrationList {
  return {
    baseDir: migrationsPathIn(prismaDir),
    shadowDbInitScript: '',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    migrationDirectories: readMigrations(prismaDir).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}
