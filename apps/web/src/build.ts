import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setNextEnv } from './config/env.ts';

/*
 * The production build: `node apps/web/src/build.ts`. Next's own command runs inside this process, so that whoever started
 * it has one process to stop, and its exit code.
 */

setNextEnv('production');
process.argv.splice(2, Number.POSITIVE_INFINITY, 'build', fileURLToPath(new URL('..', import.meta.url)));
createRequire(import.meta.url)('next/dist/bin/next');
