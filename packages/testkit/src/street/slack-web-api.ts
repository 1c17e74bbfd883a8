import express, { type Request, type RequestHandler, Router } from 'express';
import { type Answer, answerWith, type Faults, type RefusingFault } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { SlackCall, SlackEntry } from './slack-ledger.ts';
import { METHODS, type SlackParams, type SlackResult } from './slack-methods.ts';
import type { Block, Workspace } from './slack-workspace.ts';

type WebApi = {
  botToken: string;
  now: () => Date;
  workspace: Workspace;
  ledger: Ledger<SlackEntry>;
  faults: Faults<SlackCall>;
};

export function slackRouter(api: WebApi): Router {
  const router = Router();
  const forms = express.urlencoded({ extended: false, limit: '1mb' });
  router.use(forms, express.json({ limit: '1mb' }));
  router.post('/api/:method', callMethod(api));
  router.post('/response/:id', useResponseUrl(api));
  return router;
}

const callMethod =
  (api: WebApi): RequestHandler =>
  async (req, res) => {
    const { token: bodyToken, ...params } = parseParams(req.body ?? {});
    const call: SlackCall = { method: String(req.params.method), params };
    const fault = api.faults.take(call);
    const entry: SlackEntry = { kind: 'call', at: api.now(), ...call, fault: fault?.kind ?? null };
    api.ledger.record(entry);
    const accept = (): Answer => {
      const result = resultOf(api, call, tokenOf(req) ?? bodyToken);
      entry.error = result.error;
      return { status: 200, body: result };
    };
    await answerWith(res, fault, { accept, refuse });
  };

function resultOf({ workspace, botToken }: WebApi, { method, params }: SlackCall, token: unknown): SlackResult {
  if (!token) return { ok: false, error: 'not_authed' };
  if (token !== botToken) return { ok: false, error: 'invalid_auth' };
  const run = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
  return run?.(workspace, params) ?? { ok: false, error: 'unknown_method', req_method: method };
}

const tokenOf = (req: Request): string | undefined => /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1];

const STRUCTURED = ['blocks', 'view', 'metadata', 'attachments'];

/** In a form, what is not a plain value comes as JSON text. */
const parseParams = (body: Record<string, unknown>): SlackParams =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, STRUCTURED.includes(name) ? parseJson(value) : value]),
  );

/** What is no JSON stays as it is, to be refused by the method like any other wrong value. */
function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Slack uses status 429 and little else: most failures are a 200 with `ok: false`, which a test asks for by code. */
function refuse(fault: RefusingFault): Answer {
  const error = String(fault.code ?? (fault.status === 429 ? 'ratelimited' : 'internal_error'));
  return { status: fault.status, body: { ok: false, error } };
}

const useResponseUrl =
  (api: WebApi): RequestHandler =>
  async (req, res) => {
    const call: SlackCall = { method: 'response_url', params: req.body ?? {} };
    const fault = api.faults.take(call);
    const entry: SlackEntry = { kind: 'call', at: api.now(), ...call, fault: fault?.kind ?? null };
    api.ledger.record(entry);
    const accept = (): Answer => {
      const done = respond(api.workspace, String(req.params.id), call.params);
      entry.error = done ? undefined : 'used_url';
      return done ? { status: 200, body: { ok: true } } : { status: 404, body: { ok: false, error: 'used_url' } };
    };
    await answerWith(res, fault, { accept, refuse });
  };

function respond(workspace: Workspace, id: string, params: SlackParams): boolean {
  const response = workspace.useResponseUrl(id);
  if (!response) return false;
  const original = response.ts === null ? undefined : workspace.findMessage(response.channel, response.ts);
  const text = String(params.text ?? '');
  const blocks = (params.blocks ?? []) as Block[];
  if (original && params.delete_original) workspace.remove(original);
  else if (original && params.replace_original) Object.assign(original, { text, blocks, edits: original.edits + 1 });
  else {
    const onlyFor = params.response_type === 'in_channel' ? null : response.userId;
    workspace.post({ channel: response.channel, text, blocks, onlyFor });
  }
  return true;
}
