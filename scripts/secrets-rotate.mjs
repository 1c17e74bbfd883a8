import { run } from '../packages/launcher/bootstrap.mjs';

await run('secrets-rotate');
