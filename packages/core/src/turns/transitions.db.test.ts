import { moveDatabaseClock } from '@parley/testkit/database-clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { giveBack } from '../conversations/give-back.ts';
import { takeOver } from '../conversations/take-over.ts';
import type { Ctx } from '../ctx.ts';
import { redriveDeadLetters } from '../dead-letters/redrive.ts';
import { from, laneKit, ORG } from '../testing/lane-kit.ts';
import { as, enrol } from '../testing/people.ts';
import { openTestCore, type TestCore } from '../testing/test-core.ts';
import type { LaneClaim } from './claim-lanes.ts';
import { failAttempt } from './fail-attempt.ts';
import { releaseLanes } from './hold-lanes.ts';
import { ingestTurn } from './ingest-turn.ts';
import { settleBlocked, settleHandedOff } from './settle-turn.ts';
import { TRANSITIONS, TURN_STATES, type TurnState } from './transitions.ts';

let core: TestCore;
let ctx: Ctx;
let kit: ReturnType<typeof laneKit>;

beforeAll(async () => {
  core = await openTestCore();
  ctx = core.ctx;
  kit = laneKit(core);
  // Every change of a turn's state, seen by the database itself.
  await core.database.owner.query(`
    create table seen_transition (was text, became text, primary key (was, became));
    create function note_transition() returns trigger language plpgsql security definer as $$
    begin
      insert into seen_transition values (old.state, new.state) on conflict do nothing;
      return null;
    end $$;
    create trigger note_transition after update of state on turn for each row execute function note_transition()`);
});
afterAll(() => core.close());

let n = 0;
const say = (visitor: string) => ingestTurn(ctx, from(visitor, `m${n++}`));
/** What runs of this visitor, whatever else is due. */
async function takeOf(visitor: string): Promise<LaneClaim> {
  const { rows } = await core.database.owner.query<{ id: string }>(
    `select c.id from conversation c join contact_point p on p.contact_id = c.contact_id where p.address = $1`,
    [visitor],
  );
  const claim = (await kit.take()).find(({ conversationId }) => conversationId === rows[0]?.id);
  if (!claim) throw new Error(`nothing of ${visitor} was due`);
  return claim;
}
const later = (ms: number) => moveDatabaseClock(core.database.owner, ms);

test('turns change state in the ways of the table, and in each of them', async () => {
  const ada = as(ORG, (await enrol(core, ORG, 'team_lead')).id);
  const collects = { burst: { web_chat: { quiet_ms: 1_000 } } };
  // Answered, after its worker stopped and another died.
  await say('v1');
  await releaseLanes(ctx, [await kit.takeOne()]);
  await kit.takeOne();
  await later(60_000);
  await kit.answer(await kit.takeOne());
  // Dead, and redriven.
  await say('v2');
  await failAttempt(ctx, await kit.takeOne(), null, { retryable: false, reason: 'model_error' });
  const { rows: letters } = await core.database.owner.query<{ id: string }>('select id from dead_letter');
  await redriveDeadLetters(ctx, ada, { ids: letters.map(({ id }) => id) });
  await kit.answer(await kit.takeOne());
  // A person takes a lane over that runs, with a turn that waits behind it, and one that collects.
  const { conversationId: id } = await say('v3');
  await say('v3');
  await kit.takeOne();
  await takeOver(ctx, ada, { id });
  await giveBack(ctx, ada, { id, note: null });
  await kit.settings(collects);
  await say('v3');
  await takeOver(ctx, ada, { id });
  // A burst, and messages that take along what runs, what waits and what collects.
  await say('v4');
  await later(1_001);
  await kit.takeOne();
  await kit.settings({ ...collects, while_running: 'interrupt' });
  await say('v4');
  await later(1_001);
  await say('v4');
  await kit.settings({ while_running: 'queue' });
  await say('v5');
  await kit.settings({ while_running: 'interrupt' });
  await say('v5');

  // Ended by a guardrail, and by the agent asking for a person.
  await kit.settings({ while_running: 'queue' });
  await say('v6');
  const screened = await takeOf('v6');
  await settleBlocked(ctx, screened, await kit.runOf(screened), { text: 'I cannot help with that.', reason: 'abuse' });
  await say('v6');
  const asking = await takeOf('v6');
  const goodbye = { text: 'A colleague will answer.', model: null, reason: 'asked for' };
  await settleHandedOff(ctx, asking, await kit.runOf(asking), goodbye);

  const { rows } = await core.database.owner.query<{ was: TurnState; became: TurnState }>(
    'select was, became from seen_transition',
  );
  const inTable = TURN_STATES.flatMap((was) => TRANSITIONS[was].map((became) => `${was} → ${became}`));
  expect(rows.map(({ was, became }) => `${was} → ${became}`).sort()).toEqual(inTable.sort());
});
