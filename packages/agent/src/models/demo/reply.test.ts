import { describe, expect, test } from 'vitest';
import { clinicFrame } from '../../fixtures/clinic.ts';
import { systemPrompt } from '../../prompt.ts';
import type { ToolUse } from './acts/tool-use.ts';
import { type Asked, reply } from './reply.ts';

const TOOLS = ['book_appointment', 'check_availability', 'list_appointments', 'handoff_to_human', 'get_opening_hours'];

const ask = (text: string, rest: Partial<Asked> = {}, channel: 'web_chat' | 'sms' = 'web_chat') =>
  reply({
    system: systemPrompt({ ...clinicFrame(text), channel }),
    lines: [{ by: 'customer', text }],
    tools: new Set(TOOLS),
    mayCall: true,
    uses: [],
    ...rest,
  });

const BOOKING = { service: 'cleaning', date: '2026-03-14', time: '10:00' };
const taken: ToolUse = {
  name: 'book_appointment',
  args: BOOKING,
  told: { ok: false, error: 'slot_taken; free then: 10:30' },
};

describe('a booking', () => {
  const wish = 'a cleaning tomorrow at 10';

  test('is called for before anything is said', () => {
    expect(ask(wish)).toEqual({ kind: 'call', text: '', calls: [{ name: 'book_appointment', args: BOOKING }] });
  });

  test('that is refused is put right by what the refusal says', () => {
    expect(ask(wish, { uses: [taken] })).toEqual({
      kind: 'say',
      text: '10:00 on Saturday 14 March is taken. Free on Saturday 14 March: 10:30. Shall I book 10:30?',
    });
  });

  test('a result without a reference is not made up', () => {
    const told = { ok: true, output: {} } as const;
    expect(ask(wish, { uses: [{ ...taken, told }] }).text).toContain('cleaning on Saturday 14 March at 10:00 (-)');
  });

  test('another call’s result is not taken for this one', () => {
    const other = {
      ...taken,
      args: { ...BOOKING, time: '11:00' },
      told: { ok: true, output: { reference: 'APT-1' } },
    } as const;
    expect(ask(wish, { uses: [other] }).kind).toBe('call');
  });

  test('that may not be called for any more is not claimed', () => {
    const { kind, text } = ask(wish, { mayCall: false });
    expect(kind).toBe('say');
    expect(text).toBe('I could not finish this just now. Please write to me again.');
  });

  test('without the tool it says so, and calls nothing', () => {
    expect(ask(wish, { tools: new Set(['handoff_to_human']) })).toMatchObject({
      kind: 'say',
      text: expect.stringContaining('I cannot book appointments yet'),
    });
  });
});

test('several wishes of one message are called for at once, each call once', () => {
  const { calls } = ask('book a cleaning tomorrow at 10, and when are you open on Sunday?') as {
    calls: { name: string }[];
  };
  expect(calls.map(({ name }) => name)).toEqual(['book_appointment', 'get_opening_hours']);
});

test('a person is called last, with what was asked besides answered', () => {
  const answer = ask('where are you? and get me a human');
  expect(answer).toMatchObject({ kind: 'call', calls: [{ name: 'handoff_to_human' }] });
  expect(answer.text).toMatch(/12 Harbour Street.*handing this over/);
});

test('a text message stays short', () => {
  for (const text of ['Hi', 'what can you do?', 'Do you accept Delta insurance?', 'are you a bot?'])
    expect(ask(text, {}, 'sms').text.length).toBeLessThanOrEqual(320);
});

test('the same call gets the same answer', () => {
  expect(ask('a cleaning tomorrow and where are you?')).toEqual(ask('a cleaning tomorrow and where are you?'));
});
