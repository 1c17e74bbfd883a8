import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
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
const [orgId, channelId, agentId] = [process.env.PLAIN_ORG, process.env.PLAIN_CHANNEL, process.env.PLAIN_AGENT];

const app = express();
app.use(express.json());
app.post('/messages', async (req, res) => {
  const { visitor, id, text } = req.body as { visitor: string; id: string; text: string };
  const client = await pool.connect();
  try {
    await client.query('begin');
    const [turnId, messageId] = [newId('turn'), newId('message')];
    const key = createHash('sha256').update(`${visitor}\n${id}`).digest();
    const { rowCount } = await client.query(
      'insert into inbound_key values ($1, $2, $3, $4, $5, now()) on conflict do nothing',
      [orgId, channelId, key, turnId, messageId],
    );
    if (rowCount === 1) {
      const lane = await laneOf(client, visitor);
      await client.query(
        `insert into turn (org_id, id, conversation_id, agent_id, state, created_at) values ($1, $2, $3, $4, 'ready', now())`,
        [orgId, turnId, lane.id, agentId],
      );
      await client.query('insert into message values ($1, $2, $3, $4, $5, $6, $7, now())', [
        ...[orgId, messageId, lane.id, turnId, lane.last_seq, text, id],
      ]);
    }
    await client.query('commit');
    await queue.add('turn', { turnId });
    res.status(202).json({ turnId });
  } finally {
    client.release();
  }
});

async function laneOf(client: pg.PoolClient, visitor: string): Promise<{ id: string; last_seq: string }> {
  const known = await client.query<{ contact_id: string }>(
    `select contact_id from contact_point where org_id = $1 and kind = 'web_chat' and address = $2`,
    [orgId, visitor],
  );
  const contactId = known.rows[0]?.contact_id ?? newId('contact');
  if (!known.rows[0]) {
    await client.query('insert into contact values ($1, $2, now())', [orgId, contactId]);
    await client.query(`insert into contact_point values ($1, 'web_chat', $2, $3, now())`, [orgId, visitor, contactId]);
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
