import express, { Router } from 'express';
import { type Answer, answerWith, createFaults, type Faults } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';

export type HookCall = { method: string; path: string; headers: Record<string, string>; body: string };
export type HookEntry = HookCall & { at: Date; fault: string | null; status: number | null };

export type WebhookSink = {
  router: Router;
  ledger: Ledger<HookEntry>;
  faults: Faults<HookCall>;
  /** How the receiver answers, from now on; 200 when nothing is said. */
  answerBy(rule: (call: HookCall) => Answer): void;
};

/** Somebody's webhook receiver: takes any method on any path, with the body as it came, byte for byte. */
export function createWebhookSink({ now, keep }: { now: () => Date; keep?: number }): WebhookSink {
  const ledger = createLedger<HookEntry>(keep);
  const faults = createFaults<HookCall>();
  let rule = (_: HookCall): Answer => ({ status: 200, body: { received: true } });

  const router = Router();
  router.use(express.text({ type: () => true, limit: '10mb' }), async (req, res) => {
    const headers = Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)]));
    const body = typeof req.body === 'string' ? req.body : '';
    const call: HookCall = { method: req.method, path: req.url, headers, body };
    const fault = faults.take(call);
    const entry: HookEntry = { at: now(), ...call, fault: fault?.kind ?? null, status: null };
    ledger.record(entry);
    const given = (answer: Answer): Answer => {
      entry.status = answer.status;
      return answer;
    };
    await answerWith(res, fault, {
      accept: () => given(rule(call)),
      refuse: ({ status, code }) => given({ status, body: { error: code ?? 'refused' } }),
    });
  });

  return {
    router,
    ledger,
    faults,
    answerBy(next) {
      rule = next;
    },
  };
}
