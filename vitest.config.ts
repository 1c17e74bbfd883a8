import { defineConfig } from 'vitest/config';

const NOT_OURS = ['**/node_modules/**', '**/.*/**', '**/dist/**'];
const INFRASTRUCTURE = [
  '**/*.db.test.ts',
  '**/*.queue.test.ts',
  '**/*.browser.test.ts',
  '**/*.server.test.ts',
  'tests/**',
];

export default defineConfig({
  test: {
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Nothing but Node: these run in `pnpm verify` too.
        test: {
          name: 'unit',
          include: ['{packages,apps,tools,bench}/**/*.test.{ts,mjs}'],
          exclude: [...NOT_OURS, ...INFRASTRUCTURE],
        },
      },
      {
        extends: true,
        // Real servers: Postgres, Redis, child processes.
        test: {
          name: 'integration',
          include: ['{packages,apps}/**/*.{db,queue,server}.test.ts', 'tests/**/*.test.ts'],
          exclude: [...NOT_OURS, '**/*.browser.test.ts', 'tests/chaos/**'],
          globalSetup: ['tests/setup/postgres.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        // Processes that are killed, with figures of time: alone on the machine, one after the other.
        test: {
          name: 'chaos',
          include: ['tests/chaos/**/*.test.ts'],
          exclude: NOT_OURS,
          testTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        // A real Chromium.
        test: {
          name: 'browser',
          include: ['{packages,apps,tests}/**/*.browser.test.ts'],
          exclude: NOT_OURS,
          globalSetup: ['tests/setup/postgres.ts'],
          testTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
