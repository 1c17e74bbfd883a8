import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { firstOf, readForm } from '@parley/channels/twilio-sms/form';
import { readInboundSms } from '@parley/channels/twilio-sms/parse';
import { isSigned } from '@parley/channels/twilio-sms/signature';
import { makeId } from '@parley/shared/ids';
import express from 'express';
import pg from 'pg';
import { plainQueue } from './plain-queue.ts';

/*
 * The baseline: the straightforward durable handler. The same rows, one `pg` transaction per request, then a job.
 */
const pool = new pg.Pool({ connectionString: process.env.PLAIN_DATABASE_URL, max: 8 });
const queue = plainQueue(process.env).queue();
const newId = (kind: 'turn' | 'message' | 'conversation' | 'contact') => makeId(kind, new Date(), randomBytes);
const { PLAIN_ORG: orgId, PLAIN_AGENT: agentId } = process.env;
const { PLAIN_CHANNEL: chatId = '', PLAIN_NUMBER: numberId = '', PLAIN_TOKEN: token = '' } = process.env;

type Said = { kind: 'web_chat' | 'sms'; channelId: string; address: string; id: string; text: string };

async function takeIn({ kind, channelId, address, id, text }: Said): Promise<string> {
  const client = await pool.connect();
  const [turnId, messageId] = [newId('turn'), newId('message')];
  try {
    await client.query('begin');
    const key = createHash('sha256').update(`${address}\n${id}`).digest();
    const { rowCount } = await client.query(
      'insert into inbound_key values ($1, $2, $3, $4, $5, now()) on conflict do nothing',
      [orgId, channelId, key, turnId, messageId],
    );
    if (rowCount === 1) {
      const lane = await laneOf(client, { kind, channelId, address });
      await client.query(
        `insert into turn (org_id, id, conversation_id, agent_id, state, created_at) values ($1, $2, $3, $4, 'ready', now())`,
        [orgId, turnId, lane.id, agentId],
      );
      await client.query('insert into message values ($1, $2, $3, $4, $5, $6, $7, now())', [
        ...[orgId, messageId, lane.id, turnId, lane.last_seq, text, id],
      ]);
    }
    await client.query('commit');
  } finally {
    client.release();
  }
  await queue.add('turn', { turnId });
  return turnId;
}

const app = express();
app.post('/empty', (_, res) => void res.status(200).end());
app.post('/messages', express.json(), async (req, res) => {
  const { visitor, id, text } = req.body as { visitor: string; id: string; text: string };
  const turnId = await takeIn({ kind: 'web_chat', channelId: chatId, address: visitor, id, text });
  res.status(202).json({ turnId });
});
app.post('/sms', express.raw({ type: () => true }), async (req, res) => {
  const form = readForm(req.body as Buffer);
  const url = `${process.env.PARLEY_PUBLIC_URL}${req.originalUrl}`;
  const sms = readInboundSms(form);
  if (!sms || !isSigned({ url, params: form, signature: req.get('X-Twilio-Signature') ?? '' }, [token])) {
    res.status(403).end();
    return;
  }
  await takeIn({ kind: 'sms', channelId: numberId, address: sms.from, id: sms.sid, text: firstOf(form, 'Body') ?? '' });
  res.type('text/xml').send('<Response/>');
});

async function laneOf(
  client: pg.PoolClient,
  { kind, channelId, address }: Pick<Said, 'kind' | 'channelId' | 'address'>,
): Promise<{ id: string; last_seq: string }> {
  const known = await client.query<{ contact_id: string }>(
    `select contact_id from contact_point where org_id = $1 and kind = $2 and address = $3`,
    [orgId, kind, address],
  );
  const contactId = known.rows[0]?.contact_id ?? newId('contact');
  if (!known.rows[0]) {
    await client.query('insert into contact values ($1, $2, now())', [orgId, contactId]);
    await client.query(`insert into contact_point values ($1, $2, $3, $4, now())`, [orgId, kind, address, contactId]);
  }
  const { rows } = await client.query<{ id: string; last_seq: string }>(
    `insert into conversation as c (org_id, id, channel_id, contact_id, agent_id, open_key, last_seq, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, 1, now(), now())
     on conflict (org_id, open_key) do update set last_seq = c.last_seq + 1 returning id, last_seq`,
    [orgId, newId('conversation'), channelId, contactId, agentId, `${channelId}:${contactId}`],
  );
  return rows[0] as { id: string; last_seq: string };
}

const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
