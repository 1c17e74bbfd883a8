import { setTimeout as pause } from 'node:timers/promises';

/** Waits until the condition holds; false when it still did not after `withinMs`. */
export async function until(holds: () => boolean | Promise<boolean>, withinMs: number, everyMs = 20): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) return false;
    await pause(everyMs);
  }
  return true;
}
