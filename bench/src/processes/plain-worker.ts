import { randomBytes } from 'node:crypto';
import { makeId } from '@parley/shared/ids';
import pg from 'pg';
import { plainQueue } from './plain-queue.ts';

/*
 * The baseline's worker: a job per turn, the history read, a model and a tool that take no time called in a plain loop, and
 * everything written in one transaction. No lanes, no fence, no retries: less than what Parley promises.
 */
const pool = new pg.Pool({ connectionString: process.env.PLAIN_DATABASE_URL, max: 12 });
const newId = (kind: 'run' | 'reply') => makeId(kind, new Date(), randomBytes);
const orgId = process.env.PLAIN_ORG;

const worker = plainQueue(process.env).worker(async (job) => {
  const { turnId } = job.data as { turnId: string };
  const { rows } = await pool.query<{ conversation_id: string }>(
    `update turn set state = 'running', attempts = attempts + 1, claimed_at = now() where org_id = $1 and id = $2 returning conversation_id`,
    [orgId, turnId],
  );
  const conversationId = rows[0]?.conversation_id;
  await pool.query('select text from message where org_id = $1 and conversation_id = $2 order by seq desc limit 40', [
    orgId,
    conversationId,
  ]);
  const steps = ['frame', 'think#1', 'tool:think#1.0', 'think#2'].map((key) => ({
    key,
    content: { text: 'We open at nine.' },
  }));
  const client = await pool.connect();
  try {
    const runId = newId('run');
    await client.query('begin');
    const lane = await client.query<{ last_seq: string }>(
      'update conversation set last_seq = last_seq + 1 where org_id = $1 and id = $2 returning last_seq',
      [orgId, conversationId],
    );
    await client.query(
      `insert into run (org_id, id, conversation_id, turn_id, agent_id, agent_version_id, graph_version, outcome, model, started_at, ended_at)
       values ($1, $2, $3, $4, $5, 'agv', 1, 'replied', 'instant', now(), now())`,
      [orgId, runId, conversationId, turnId, process.env.PLAIN_AGENT],
    );
    for (const [position, step] of steps.entries()) {
      await client.query(`insert into step values ($1, $2, $3, $4, 'model', $5, now(), 0)`, [
        orgId,
        runId,
        position,
        step.key,
        step.content,
      ]);
    }
    await client.query(
      `insert into reply (org_id, id, conversation_id, turn_id, kind, cause, author, text, status, seq, created_at, sent_at)
       values ($1, $2, $3, $4, 'answer', 'answer', 'agent', 'We open at nine.', 'sent', $5, now(), now())`,
      [orgId, newId('reply'), conversationId, turnId, lane.rows[0]?.last_seq],
    );
    await client.query(
      `update turn set state = 'replied', ended_at = clock_timestamp() where org_id = $1 and id = $2`,
      [orgId, turnId],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
});

// A turn that cannot be written would otherwise only never end.
worker.on('failed', (_, error) => console.error(error));
await worker.waitUntilReady();
process.send?.({ url: '' });
process.on('SIGTERM', () => process.exit(0));
process.on('disconnect', () => process.exit(0));
