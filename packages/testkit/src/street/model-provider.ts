import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { type Answer, createFaults, cut, type Faults } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createModelScript, type ModelAnswer, type ModelCall, type ModelScript } from './model-script.ts';

/** One server-sent event of a stream; `piece` marks the ones that carry a piece of text. */
export type StreamEvent = { event?: string; data: unknown; piece?: true };

/** How one provider says what all of them say. */
export type Dialect = {
  path: string;
  isAuthorised(req: Request, apiKey: string): boolean;
  error(status: number, code: string | number | undefined, message: string): Answer;
  whole(answer: ModelAnswer, call: ModelCall, id: string): unknown;
  events(answer: ModelAnswer, call: ModelCall, id: string): Iterable<StreamEvent>;
};

export type ModelEntry = {
  at: Date;
  call: ModelCall;
  fault: string | null;
  /** Text pieces that were written, and whether the caller hung up before the end. */
  pieces: number;
  outcome: 'pending' | 'answered' | 'refused' | 'cut' | 'abandoned';
};

/** A key of null: any key will do. */
export type ProviderOptions = {
  apiKey: string | null;
  now: () => Date;
  randomBytes: (size: number) => Buffer;
  keep?: number;
};

export type ModelProvider = {
  router: Router;
  ledger: Ledger<ModelEntry>;
  faults: Faults<ModelCall>;
  script: ModelScript;
};

export function createModelProvider(dialect: Dialect, options: ProviderOptions): ModelProvider {
  const provider = {
    ledger: createLedger<ModelEntry>(options.keep),
    faults: createFaults<ModelCall>(),
    script: createModelScript(),
  };
  const router = Router();
  router.use((req, res, next) => {
    if (options.apiKey === null || dialect.isAuthorised(req, options.apiKey)) return next();
    const { status, body } = dialect.error(401, undefined, 'Incorrect API key provided.');
    res.status(status).json(body);
  });
  router.post(dialect.path, express.json({ limit: '20mb' }), complete(dialect, options, provider));
  return { router, ...provider };
}

type Parts = Omit<ModelProvider, 'router'>;

const complete =
  (dialect: Dialect, { now, randomBytes }: ProviderOptions, { ledger, faults, script }: Parts): RequestHandler =>
  async (req, res) => {
    const body = (req.body ?? {}) as Record<string, unknown>;
    const call: ModelCall = { model: String(body.model), stream: body.stream === true, body };
    const fault = faults.take(call);
    const entry: ModelEntry = { at: now(), call, fault: fault?.kind ?? null, pieces: 0, outcome: 'pending' };
    ledger.record(entry);
    res.on('close', () => {
      if (entry.outcome === 'pending') entry.outcome = 'abandoned';
    });
    if (fault?.kind === 'status') {
      if (fault.retryAfterSeconds !== undefined) res.set('Retry-After', String(fault.retryAfterSeconds));
      return refuse(res, entry, dialect.error(fault.status, fault.code, REFUSED));
    }
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'cut') return breakOff(res, entry);
    if (fault?.kind === 'hold') await fault.until;

    const answer = await script.next(call);
    // 400 is final for every SDK: an unscripted call fails at once instead of being retried.
    if (!answer) return refuse(res, entry, dialect.error(400, undefined, UNSCRIPTED));
    if (fault?.kind === 'accept_then_hang') return;
    if (fault?.kind === 'accept_then_cut') return breakOff(res, entry);
    const speaking = { answer, call, entry, id: randomBytes(12).toString('hex') };
    await (call.stream ? streamTo : sendWhole)(res, dialect, speaking);
  };

const REFUSED = 'The street was told to refuse this call.';
const UNSCRIPTED = 'The street has no scripted answer for this call.';

type Speaking = { answer: ModelAnswer; call: ModelCall; entry: ModelEntry; id: string };

async function sendWhole(res: Response, dialect: Dialect, { answer, call, entry, id }: Speaking): Promise<void> {
  await answer.beforePiece?.(0);
  if (res.destroyed) return;
  if (answer.cutAfter !== undefined) return breakOff(res, entry);
  entry.outcome = 'answered';
  res.json(dialect.whole(answer, call, id));
}

async function streamTo(res: Response, dialect: Dialect, { answer, call, entry, id }: Speaking): Promise<void> {
  res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-cache' }).flushHeaders();
  for (const { event, data, piece } of dialect.events(answer, call, id)) {
    if (piece) {
      await answer.beforePiece?.(entry.pieces);
      if (entry.pieces === answer.cutAfter) {
        // What was written before has left: the caller hears it, and then the break.
        await new Promise((resolve) => res.write('', resolve));
        return breakOff(res, entry);
      }
      entry.pieces += 1;
    }
    if (res.destroyed) return;
    const payload = typeof data === 'string' ? data : JSON.stringify(data);
    res.write(`${event ? `event: ${event}\n` : ''}data: ${payload}\n\n`);
  }
  entry.outcome = 'answered';
  res.end();
}

function refuse(res: Response, entry: ModelEntry, { status, body }: Answer): void {
  entry.outcome = 'refused';
  res.status(status).json(body);
}

function breakOff(res: Response, entry: ModelEntry): void {
  entry.outcome = 'cut';
  cut(res);
}
