import { digestFiles } from '../digest-files.ts';

/** Everything that goes into web's build. */
const SOURCES = [
  'apps/web/src',
  'apps/web/public',
  'apps/web/package.json',
  'apps/web/next.config.mjs',
  'apps/web/postcss.config.mjs',
  'apps/web/tsconfig.json',
  'packages/sdk/src',
  'packages/sdk/package.json',
  'packages/shared/src',
  'packages/shared/package.json',
  'tsconfig.base.json',
  'pnpm-lock.yaml',
];

export const webDigest = (root: string): string => `${process.version} ${digestFiles(root, SOURCES)}`;
