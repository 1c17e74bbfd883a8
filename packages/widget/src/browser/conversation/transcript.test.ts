import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { message, own } from '../../testing/messages.ts';
import { awaitsAnswer, countUnread, isChatMessage, mergeMessages, newestCursor } from './transcript.ts';

describe('a transcript', () => {
  it('holds every message once, in cursor order, however they arrive', () => {
    const all = [own(1, 'a'), message(2), own(3, 'b'), message(4), message(5)];
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom(...all))), (batches) => {
        const merged = [...batches, all].reduce(mergeMessages, []);
        expect(merged).toEqual(all);
      }),
    );
  });

  it('takes the same words of a visitor once by the widget’s own id, too', () => {
    const first = own(1, 'a');
    expect(mergeMessages([first], [own(2, 'a')])).toEqual([first]);
    expect(mergeMessages([], [own(1, 'a'), own(2, 'a')])).toHaveLength(1);
  });

  it('does not confuse an answer that names the visitor’s id with the message itself', () => {
    expect(mergeMessages([own(1, 'a')], [message(2, { client_message_id: 'a' })])).toHaveLength(2);
    expect(
      mergeMessages([], [own(1, 'a', { client_message_id: null }), own(2, 'b', { client_message_id: null })]),
    ).toHaveLength(2);
  });

  it('is the same array when nothing is new', () => {
    const transcript = [message(1)];
    expect(mergeMessages(transcript, [message(1)])).toBe(transcript);
    expect(mergeMessages(transcript, [])).toBe(transcript);
  });

  it('knows where to go on, and what is unread', () => {
    const transcript = [own(1, 'a'), message(2), message(3, { author: 'notice' }), own(4, 'b')];
    expect(newestCursor(transcript)).toBe('000004');
    expect(newestCursor([])).toBeNull();
    expect(countUnread(transcript, null)).toBe(2);
    expect(countUnread(transcript, '000002')).toBe(1);
    expect(countUnread(transcript, '000004')).toBe(0);
  });
});

it('awaits an answer as long as a turn of the visitor has none', () => {
  const [one, two] = [own(1, 'a', { turn_id: 'turn_1' }), own(2, 'b', { turn_id: 'turn_2' })];
  const answer = message(3, { turn_id: 'turn_1' });
  const notice = message(4, { turn_id: 'turn_2', author: 'notice' });
  expect(awaitsAnswer([])).toBe(false);
  expect(awaitsAnswer([one])).toBe(true);
  expect(awaitsAnswer([one, answer])).toBe(false);
  expect(awaitsAnswer([one, two, answer])).toBe(true);
  expect(awaitsAnswer([one, two, answer, notice])).toBe(true);
  expect(awaitsAnswer([own(1, 'a'), message(2)])).toBe(true);
});

describe('what arrives', () => {
  it('is a message or nothing', () => {
    expect(isChatMessage(message(1))).toBe(true);
    const { cursor: _, ...withoutCursor } = message(1);
    for (const value of [
      null,
      undefined,
      1,
      'x',
      [],
      {},
      withoutCursor,
      { ...message(1), text: {} },
      { ...message(1), at: 'x' },
    ]) {
      expect(isChatMessage(value)).toBe(false);
    }
  });
});
