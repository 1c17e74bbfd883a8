import { existsSync, renameSync, rmSync } from 'node:fs';

/**
 * A folder is made under another name and appears in one rename: one that was interrupted is never taken for whole,
 * and of two starts at once the first to finish wins.
 */
export function finishFolder(unfinished: string, final: string): void {
  try {
    renameSync(unfinished, final);
  } catch (error) {
    if (!existsSync(final)) throw error;
    rmSync(unfinished, { recursive: true, force: true });
  }
}
