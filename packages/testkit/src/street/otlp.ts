import express, { Router } from 'express';
import { type Answer, answerWith, createFaults, type Faults } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { type ExportRequest, type ReceivedSpan, readSpans } from './otlp-spans.ts';
import { spanTree } from './span-tree.ts';

export type Otlp = {
  router: Router;
  ledger: Ledger<ReceivedSpan>;
  faults: Faults<ReceivedSpan[]>;
  /** The spans of one trace as an indented text, children below their parents in the order they began. */
  treeOf(traceId: string, options?: { durations?: boolean }): string;
};

/** A collector for traces by OTLP over HTTP in JSON, which is what our exporter speaks; not protobuf, not gRPC. */
export function createOtlp({ keep }: { keep?: number } = {}): Otlp {
  const ledger = createLedger<ReceivedSpan>(keep);
  const faults = createFaults<ReceivedSpan[]>();
  const router = Router();
  router.post('/v1/traces', express.json({ limit: '20mb' }), async (req, res) => {
    if (!req.is('application/json')) {
      res
        .status(415)
        .json({ code: 3, message: `only application/json is taken here, not ${req.headers['content-type']}` });
      return;
    }
    const spans = readSpans(req.body as ExportRequest);
    const accept = (): Answer => {
      for (const span of spans) ledger.record(span);
      return { status: 200, body: { partialSuccess: {} } };
    };
    const refuse = ({ status }: { status: number }): Answer => ({ status, body: { code: 14, message: 'unavailable' } });
    await answerWith(res, faults.take(spans), { accept, refuse });
  });
  return {
    router,
    ledger,
    faults,
    treeOf(traceId, options) {
      return spanTree(
        ledger.entries.filter((span) => span.traceId === traceId),
        options,
      );
    },
  };
}
