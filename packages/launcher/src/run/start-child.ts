import { entryOf } from '../children/entries.ts';
import type { Kept } from '../children/keep-running.ts';
import { addressOf, type ChildFacts, childEnv } from '../environment/child-env.ts';
import type { ChildName } from '../environment/ports.ts';
import { Refusal } from '../refusal.ts';
import type { Say } from '../terminal/phases.ts';
import type { House } from './house.ts';

const READY_WITHIN_MS = 90_000;
const WORD_MS = 3_000;

/** What people do at the address of a child, where they do something there. */
const LINKS: Partial<Record<ChildName, { text: string; path: string }>> = {
  street: { text: 'Chat page', path: '/chat' },
  api: { text: 'API docs', path: '/docs' },
};

/** One phase: from the child's start until it can do its work. */
export const startChild = (house: House, facts: ChildFacts, name: ChildName): Promise<void> =>
  house.phases.run(name, async (say) => {
    if (name === 'web') await house.waitingRoom?.close();
    await house.ports[name].handOver();
    if (name === 'street') await house.ports.mail.handOver();
    house.stop.signal.throwIfAborted();
    const { cwd, path } = entryOf(house.paths.root, name);
    const address = addressOf(name, facts);
    const kept = house.family.start({
      name,
      node: process.execPath,
      args: [path],
      cwd,
      env: childEnv(name, facts),
      readyUrl: `${address}/readyz`,
    });
    await readyInTime(kept, name, say);
    say(address);
    const link = LINKS[name];
    if (link) house.links.push({ text: link.text, href: address + link.path });
  });

async function readyInTime(kept: Kept, name: ChildName, say: Say): Promise<void> {
  const late = Promise.withResolvers<never>();
  const deadline = setTimeout(
    () =>
      late.reject(new Refusal(`${name} is not ready after ${READY_WITHIN_MS / 1000} s. It says: ${kept.waitingFor()}`)),
    READY_WITHIN_MS,
  );
  const word = setInterval(() => say(`waiting: ${kept.waitingFor()}`.replace(/\s+/g, ' ')), WORD_MS);
  try {
    await Promise.race([kept.ready, late.promise]);
  } finally {
    clearTimeout(deadline);
    clearInterval(word);
  }
}
