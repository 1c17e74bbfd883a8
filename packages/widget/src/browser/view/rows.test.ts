import { describe, expect, it } from 'vitest';
import { message, own } from '../../testing/messages.ts';
import { accept, delay, enqueue, refuse } from '../conversation/outbox.ts';
import { type BubbleRow, type RowFacts, toRows } from './rows.ts';

const now = Date.UTC(2031, 4, 1, 12, 0, 0);
const minute = (n: number) => new Date(Date.UTC(2031, 4, 1, 11, n)).toISOString();
const facts = (over: Partial<RowFacts>): RowFacts => ({
  agent: null,
  transcript: [],
  outbox: [],
  draft: null,
  now,
  formatTime: (at) => at.toISOString().slice(11, 16),
  formatDay: (at) => at.toISOString().slice(0, 10),
  ...over,
});
const bubbles = (over: Partial<RowFacts>) =>
  toRows(facts(over)).filter((row): row is BubbleRow => row.kind === 'bubble');
const robin = { name: 'Robin', greeting: 'Hello', model_label: null };

describe('the picture of a conversation', () => {
  it('begins with the greeting', () => {
    expect(bubbles({ agent: robin }).map(({ key, text }) => [key, text])).toEqual([['greeting', 'Hello']]);
    expect(bubbles({ agent: { ...robin, greeting: '' } })).toEqual([]);
  });

  it('says who and when once under a group', () => {
    const transcript = [
      message(1, { at: minute(0) }),
      message(2, { at: minute(1) }),
      own(3, 'a', { at: minute(2) }),
      message(4, { at: minute(3), author: 'person' }),
    ];
    const rows = bubbles({ agent: robin, transcript }).slice(1);
    expect(rows.map(({ meta }) => meta)).toEqual([null, 'Robin · 11:01', '11:02', 'Team · 11:03']);
    expect(rows.map(({ startsGroup }) => startsGroup)).toEqual([true, false, true, true]);
  });

  it('begins a new group after a pause', () => {
    const transcript = [message(1, { at: minute(0) }), message(2, { at: minute(5) })];
    expect(bubbles({ transcript }).every(({ startsGroup, endsGroup }) => startsGroup && endsGroup)).toBe(true);
  });

  it('names the day when it is not today, and where it changes', () => {
    const transcript = [
      message(1, { at: '2031-04-29T12:00:00Z' }),
      message(2, { at: '2031-04-30T12:00:00Z' }),
      message(3, { at: minute(0) }),
    ];
    expect(toRows(facts({ transcript })).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'day 2031-04-29',
      'bubble text 1',
      'day 2031-04-30',
      'bubble text 2',
      'day 2031-05-01',
      'bubble text 3',
    ]);
  });

  it('gives a message one key from being written to being there', () => {
    const outbox = enqueue([], 'a', 'one', now);
    expect(bubbles({ outbox })[0]?.key).toBe('a');
    expect(bubbles({ transcript: [own(1, 'a')] })[0]?.key).toBe('a');
  });

  it('gives an answer one key from being drafted to being there, and a second one its own', () => {
    const draft = { turn_id: 'turn_1', text: 'We open' };
    const [row] = bubbles({ draft });
    expect(row).toMatchObject({ text: 'We open', author: 'agent', tone: 'draft', meta: null });
    const transcript = [message(1, { turn_id: 'turn_1' }), message(2, { turn_id: 'turn_1' })];
    expect(bubbles({ transcript }).map(({ key }) => key)).toEqual([row?.key, 'rep_2']);
  });

  it('says how it stands with what was written', () => {
    const three = ['a', 'b', 'c'].reduce((all, id) => enqueue(all, id, id, now), enqueue([], 'first', 'x', now));
    const meta = (outbox: RowFacts['outbox']) => bubbles({ outbox }).map((row) => row.meta);
    expect(meta(three)).toEqual([null, null, null, 'Sending…']);
    expect(meta(delay(three, 'first'))).toEqual([null, null, null, 'Waiting for the connection…']);
    expect(meta(refuse(three, 'a', 'stale'))).toEqual(['Sending…', 'Not sent: it waited too long', null, 'Sending…']);
    const bothRefused = refuse(refuse(three, 'a', 'stale'), 'b', 'invalid');
    expect(meta(bothRefused).filter((line) => line?.startsWith('Not sent'))).toHaveLength(2);
    expect(meta(accept(enqueue([], 'a', 'x', now), 'a'))).toEqual(['Sent']);
  });

  it('shows a notice as a line of its own', () => {
    expect(toRows(facts({ transcript: [message(1, { author: 'notice', at: minute(0) })] }))).toEqual([
      { kind: 'notice', key: 'rep_1', text: 'text 1' },
    ]);
  });
});
