import type { Outbox } from '../conversation/outbox.ts';
import { accept, delay, holdBackStale, nextToSend, refuse } from '../conversation/outbox.ts';
import { backoffMs } from './backoff.ts';
import type { Authorised } from './sessions.ts';
import { createWaker } from './waker.ts';

export type SenderPorts = {
  outbox(): Outbox;
  change(to: (outbox: Outbox) => Outbox): void;
  send(message: { id: string; text: string }): Promise<Authorised<unknown>>;
  now(): number;
  random(): number;
};

export type Sender = {
  /** Sends all there is, one after the other, for as long as it takes. */
  drain(): void;
  /** Not later but now. */
  wake(): void;
  stop(): void;
};

export function createSender({ outbox, change, send, now, random }: SenderPorts): Sender {
  const waker = createWaker();
  let isDraining = false;
  let isStopped = false;

  const sendNext = async (): Promise<'go on' | 'closed'> => {
    change((all) => holdBackStale(all, now()));
    const next = nextToSend(outbox());
    if (!next) return 'go on';
    const answer = await send(next);
    switch (answer.kind) {
      case 'ok':
        change((all) => accept(all, next.id));
        return 'go on';
      case 'refused':
        change((all) => refuse(all, next.id, 'invalid'));
        return 'go on';
      case 'closed':
        return 'closed';
      case 'later': {
        change((all) => delay(all, next.id));
        const waiting = outbox().find(({ id }) => id === next.id);
        const failures = waiting?.state.kind === 'queued' ? waiting.state.failures : 1;
        await waker.sleep(answer.afterMs ?? backoffMs(failures, random));
        return 'go on';
      }
    }
  };

  const drain = async () => {
    if (isDraining) return;
    isDraining = true;
    while (!isStopped && nextToSend(outbox())) if ((await sendNext()) === 'closed') break;
    isDraining = false;
  };

  return {
    drain: () => void drain(),
    wake: waker.wake,
    stop: () => {
      isStopped = true;
      waker.wake();
    },
  };
}
