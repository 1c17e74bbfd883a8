import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { clip, plainError } from './redact.ts';

/*
 * One event, one function, one line. Each owns its log name, the fields it may carry and its metric labels. Fields are
 * ids, names from closed sets, counts and times: no text that a person wrote, no personal data.
 */

export type RequestDone = {
  method: string;
  /** The template, `/v1/runs/:id`; null when none matched. */
  route: string | null;
  status: number;
  durationMs: number;
  requestId: string;
  /** An event stream lasts as long as its page is open: it is no measure of how fast we answer. */
  streamed?: boolean;
  orgId?: string;
  /** What kind of caller, never who. */
  caller?: string;
  errorCode?: string;
  error?: unknown;
};

export type JobDone = {
  job: string;
  outcome: 'done' | 'failed';
  durationMs: number;
  orgId?: string;
  attempt?: number;
  error?: unknown;
};

export type TurnSettled = {
  turnId: string;
  orgId: string;
  conversationId?: string;
  runId?: string;
  outcome: string;
  channel: string;
  /** From the last message of the turn to its settlement. */
  durationMs: number;
  waitedMs: number;
  modelMs: number;
  attempts: number;
  model: string | null;
  modelCalls?: number;
  toolCalls?: number;
  inputTokens?: number;
  outputTokens?: number;
  errorCode?: string;
  error?: unknown;
};

export type ReplySent = {
  replyId: string;
  orgId: string;
  conversationId: string;
  /** `accepted`, `again`, `failed`, `ask` …: what the try came to. */
  outcome: string;
  attempts: number;
  part: number;
  parts: number;
  durationMs: number;
  /** The carrier's code, or ours. */
  errorCode?: string;
  error?: unknown;
};

/** The end of an organisation's record, in a place that whoever changes the record does not reach. */
export type AuditSealed = { orgId: string; number: number; hash: string; entries: number };

/** Counts only: the last word on what nobody can look at any more. */
export type ErasureDone = {
  orgId: string;
  erasureId: string;
  subject: 'contact' | 'organisation';
  subjectId: string;
  rows: number;
  stores: string;
};

export type ProcessStarted = { processId?: string; startMs: number; mode?: string; port?: number; queue?: string };
export type ProcessStopped = { processId?: string; reason: string; durationMs: number; unfinished: number };

/** The name in the log of each field that may be there: what is not in the table is dropped. */
type LogNames<Event> = { readonly [field in keyof Required<Event>]: string };

const REQUEST: LogNames<RequestDone> = {
  method: 'method',
  route: 'route',
  status: 'status',
  durationMs: 'duration_ms',
  requestId: 'request_id',
  streamed: 'streamed',
  orgId: 'org_id',
  caller: 'caller',
  errorCode: 'error_code',
  error: 'err',
};

const JOB: LogNames<JobDone> = {
  job: 'job',
  outcome: 'outcome',
  durationMs: 'duration_ms',
  orgId: 'org_id',
  attempt: 'attempt',
  error: 'err',
};

const TURN: LogNames<TurnSettled> = {
  turnId: 'turn_id',
  orgId: 'org_id',
  conversationId: 'conversation_id',
  runId: 'run_id',
  outcome: 'outcome',
  channel: 'channel',
  durationMs: 'duration_ms',
  waitedMs: 'waited_ms',
  modelMs: 'model_ms',
  attempts: 'attempts',
  model: 'model',
  modelCalls: 'model_calls',
  toolCalls: 'tool_calls',
  inputTokens: 'input_tokens',
  outputTokens: 'output_tokens',
  errorCode: 'error_code',
  error: 'err',
};

const REPLY: LogNames<ReplySent> = {
  replyId: 'reply_id',
  orgId: 'org_id',
  conversationId: 'conversation_id',
  outcome: 'outcome',
  attempts: 'attempts',
  part: 'part',
  parts: 'parts',
  durationMs: 'duration_ms',
  errorCode: 'error_code',
  error: 'err',
};

const SEALED: LogNames<AuditSealed> = { orgId: 'org_id', number: 'number', hash: 'hash', entries: 'entries' };

const ERASED: LogNames<ErasureDone> = {
  orgId: 'org_id',
  erasureId: 'erasure_id',
  subject: 'subject',
  subjectId: 'subject_id',
  rows: 'rows',
  stores: 'stores',
};

const STARTED: LogNames<ProcessStarted> = {
  processId: 'process_id',
  startMs: 'start_ms',
  mode: 'mode',
  port: 'port',
  queue: 'queue',
};

const STOPPED: LogNames<ProcessStopped> = {
  processId: 'process_id',
  reason: 'reason',
  durationMs: 'duration_ms',
  unfinished: 'unfinished',
};

const FAILED_OUTCOMES = ['dead', 'failed'];

export type Events = ReturnType<typeof createEvents>;

export function createEvents(log: Logger, metrics: Metrics) {
  return {
    requestDone(event: RequestDone): void {
      if (!event.streamed) metrics.requestDone(event);
      log[event.status >= 500 ? 'error' : 'info'](line(REQUEST, event), 'request.done');
    },
    jobDone(event: JobDone): void {
      metrics.jobDone(event);
      log[event.outcome === 'failed' ? 'error' : 'info'](line(JOB, event), 'job.done');
    },
    turnSettled(event: TurnSettled): void {
      metrics.turnSettled(event);
      log[FAILED_OUTCOMES.includes(event.outcome) ? 'error' : 'info'](line(TURN, event), 'turn.settled');
    },
    replySent(event: ReplySent): void {
      metrics.replySent(event);
      log[FAILED_OUTCOMES.includes(event.outcome) ? 'error' : 'info'](line(REPLY, event), 'reply.sent');
    },
    auditSealed: (event: AuditSealed): void => log.info(line(SEALED, event), 'audit.sealed'),
    erasureDone: (event: ErasureDone): void => log.info(line(ERASED, event), 'erasure.done'),
    processStarted: (event: ProcessStarted): void => log.info(line(STARTED, event), 'process.started'),
    processStopped: (event: ProcessStopped): void => log.info(line(STOPPED, event), 'process.stopped'),
  };
}

function line<Event extends object>(names: LogNames<Event>, event: Event): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const field in names) {
    const value = fieldValue(event[field]);
    if (value !== undefined) fields[names[field]] = value;
  }
  return fields;
}

const NAME_MAX = 200;

function fieldValue(value: unknown): unknown {
  if (typeof value === 'string') return clip(value, NAME_MAX);
  if (value instanceof Error) return plainError(value);
  // An object could carry anything.
  return typeof value === 'object' && value !== null ? undefined : value;
}
