import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmsKit, type SmsKit } from '../testing/sms-kit.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import { endSend } from './end-send.ts';

let core: TestCore;
let kit: SmsKit;
beforeAll(async () => {
  core = await openTestCore();
  kit = await openSmsKit(core);
});
afterAll(() => core.close());
beforeEach(() => core.forget());

const rows = async <Row>(sql: string): Promise<Row[]> => (await core.database.owner.query(sql)).rows as Row[];
const standing = () =>
  rows<{ status: string; attempts: number; late: boolean }>(
    `select status, attempts, due_at > clock_now() + interval '4 seconds' as late from reply order by id`,
  );

async function claimed() {
  for (let i = 0; i < 3; i++) await kit.ask(`+1555010${4000 + i}`, `answer ${i}`);
  const [claim] = await kit.claim(1).then(({ claims }) => claims);
  if (!claim) throw new Error('nothing was due');
  return claim;
}

test('a text refused for coming too often holds its whole line, and costs the others no try', async () => {
  const claim = await claimed();
  const result = { kind: 'refused', reason: 'retry', code: '20429', afterMs: 5_000, throttled: true } as const;
  await endSend(core.ctx, claim, { result, parts: 1, sender: 'proc_a' });
  const now = await standing();
  expect(now.map(({ status, late }) => [status, late])).toEqual(Array(3).fill(['pending', true]));
  expect(now.map(({ attempts }) => attempts).toSorted()).toEqual([0, 0, 1]);
  expect((await kit.claim()).claims).toEqual([]);
  const [spread] = await rows<{ n: number }>('select count(distinct due_at)::int as n from reply');
  expect(spread?.n).toBe(3);
});

test('a text refused for another reason holds nobody else', async () => {
  const claim = await claimed();
  const result = { kind: 'refused', reason: 'retry', code: '20003', afterMs: 5_000 } as const;
  await endSend(core.ctx, claim, { result, parts: 1, sender: 'proc_a' });
  expect((await kit.claim()).claims).toHaveLength(2);
});

test('the first send of a process that came too late is no try; the next one is', async () => {
  const claim = await claimed();
  const attempts = async () =>
    (await rows<{ attempts: number }>(`select attempts from reply where id = '${claim.replyId}'`))[0]?.attempts;
  await endSend(core.ctx, claim, { result: { kind: 'withheld' }, parts: 1, sender: 'proc_a', isFirst: true });
  expect(await attempts()).toBe(0);
});
