import { timingSafeEqual } from 'node:crypto';
import express, { type Request, type RequestHandler, Router } from 'express';
import { type Answer, answerWith, type Faults } from './faults.ts';
import type { Ledger } from './ledger.ts';
import type { Carrier } from './twilio-carrier.ts';
import { refusedByTwilio, twilioError } from './twilio-errors.ts';
import type { TwilioCall, TwilioEntry } from './twilio-ledger.ts';
import { listPage } from './twilio-list.ts';
import { messageJson } from './twilio-messages.ts';

/** A number that the account holds, and what is called when a message comes in. */
export type OwnNumber = { number: string; smsUrl: string };

type Rest = {
  accountSid: string;
  authToken: string;
  now: () => Date;
  carrier: Carrier;
  numbers: readonly OwnNumber[];
  ledger: Ledger<TwilioEntry>;
  faults: Faults<TwilioCall>;
};

const ACCOUNT = '/2010-04-01/Accounts/:account';

/** The REST API, as far as Parley uses it: create, list and fetch messages; which numbers there are. */
export function twilioRouter(rest: Rest): Router {
  const router = Router();
  router.use(ACCOUNT, onlyAccount(rest));
  router.post(
    `${ACCOUNT}/Messages.json`,
    express.urlencoded({ extended: false }),
    serve(rest, (req) => ({ kind: 'create', params: req.body ?? {} })),
  );
  router.get(
    `${ACCOUNT}/Messages.json`,
    serve(rest, (req) => ({ kind: 'list', query: req.query })),
  );
  router.get(
    `${ACCOUNT}/Messages/:sid.json`,
    serve(rest, (req) => ({ kind: 'fetch', sid: String(req.params.sid) })),
  );
  router.get(`${ACCOUNT}/IncomingPhoneNumbers.json`, (req, res) => {
    const asked = rest.numbers.filter(({ number }) => number === req.query.PhoneNumber);
    const found = asked.map(({ number, smsUrl }) => ({ phone_number: number, sms_url: smsUrl, sms_method: 'POST' }));
    res.json({ incoming_phone_numbers: found, next_page_uri: null });
  });
  return router;
}

const onlyAccount =
  ({ accountSid, authToken }: Rest): RequestHandler =>
  (req, res, next) => {
    if (req.params.account === accountSid && carries(req, accountSid, authToken)) return next();
    const { status, body } = twilioError(20003);
    res.status(status).json(body);
  };

function carries(req: Request, user: string, password: string): boolean {
  const expected = Buffer.from(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`);
  const given = Buffer.from(req.headers.authorization ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const serve =
  (rest: Rest, toCall: (req: Request) => TwilioCall): RequestHandler =>
  async (req, res) => {
    const call = toCall(req);
    const fault = rest.faults.take(call);
    const entry: TwilioEntry = { ...call, at: rest.now(), fault: fault?.kind ?? null };
    rest.ledger.record(entry);
    const accept = (): Answer => {
      const answer = answerTo(rest, call);
      const { sid, code } = answer.body as { sid?: string; code?: number };
      Object.assign(entry, answer.status < 400 ? { sid } : { refused: code });
      return answer;
    };
    await answerWith(res, fault, { accept, refuse: refusedByTwilio });
  };

function answerTo({ carrier, accountSid }: Rest, call: TwilioCall): Answer {
  if (call.kind === 'create') return carrier.create(call.params);
  if (call.kind === 'list') {
    const path = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
    return { status: 200, body: listPage(carrier.messages, call.query, path) };
  }
  const found = carrier.find(call.sid);
  return found ? { status: 200, body: messageJson(found) } : twilioError(20404);
}
