import type { Shelf } from '../net/shelf.ts';
import type { Outbox, Outgoing } from './outbox.ts';

// One entry per message, so that two tabs of one visitor never overwrite each other's.
const PREFIX = 'out:';

export function loadOutbox(shelf: Shelf): Outbox {
  return shelf
    .keys()
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => parseOutgoing(key.slice(PREFIX.length), shelf.get(key)) ?? [])
    .sort((a, b) => a.queuedAt - b.queuedAt);
}

/** What the server holds is no longer ours to keep. */
export function saveOutbox(shelf: Shelf, before: Outbox, after: Outbox): void {
  const kept = after.filter(({ state }) => state.kind !== 'accepted');
  const keptIds = new Set(kept.map(({ id }) => id));
  for (const { id } of before) if (!keptIds.has(id)) shelf.remove(PREFIX + id);
  for (const outgoing of kept)
    if (!before.includes(outgoing)) shelf.set(PREFIX + outgoing.id, JSON.stringify(outgoing));
}

function parseOutgoing(id: string, stored: string | null): Outgoing | null {
  try {
    const { text, queuedAt, state } = JSON.parse(stored ?? '') as Outgoing;
    if (typeof text !== 'string' || typeof queuedAt !== 'number') return null;
    return { id, text, queuedAt, state: state.kind === 'refused' ? state : { kind: 'queued', failures: 0 } };
  } catch {
    return null;
  }
}
