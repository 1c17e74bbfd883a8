import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The commit that runs, for /version; a copy without git has none. */
export async function readCommit(root: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root });
    return stdout.trim();
  } catch {
    return 'unknown';
  }
}
