import { describe, expect, it } from 'vitest';
import { formatComment, formatEvent, formatRetry, LAST_EVENT_ID_MAX, parseLastEventId } from './sse.ts';

describe('an event', () => {
  it('has its name, its id and its data, and ends with an empty line', () => {
    expect(formatEvent({ event: 'message', id: 'msg_1', data: '{"a":1}' })).toBe(
      'event: message\nid: msg_1\ndata: {"a":1}\n\n',
    );
  });

  it('without an id leaves the last one in force', () => {
    expect(formatEvent({ event: 'typing', data: '{"active":true}' })).not.toContain('id:');
  });

  it('gives every line of its data a line of its own, whatever ends the lines', () => {
    expect(formatEvent({ event: 'm', data: 'a\nb\r\nc\rd\n' })).toBe(
      'event: m\ndata: a\ndata: b\ndata: c\ndata: d\ndata: \n\n',
    );
    expect(formatEvent({ event: 'm', data: '' })).toBe('event: m\ndata: \n\n');
  });

  it('cannot be split by what it carries', () => {
    const wire = formatEvent({ event: 'm', data: 'x\n\nevent: typing\ndata: forged' });
    expect(wire.split('\n\n')).toHaveLength(2);
    expect(wire).toContain('data: event: typing');
  });

  it.each(['a\nb', 'a\rb', 'a\0b'])('refuses a name or id of more than one line: %j', (bad) => {
    expect(() => formatEvent({ event: bad, data: '' })).toThrow('event must be one line');
    expect(() => formatEvent({ event: 'm', id: bad, data: '' })).toThrow('id must be one line');
  });
});

it('a comment stays a comment on every line', () => {
  expect(formatComment('')).toBe(': \n\n');
  expect(formatComment('beat')).toBe(': beat\n\n');
  expect(formatComment('a\ndata: b')).toBe(': a\n: data: b\n\n');
});

it('the waiting time is whole milliseconds', () => {
  expect(formatRetry(1500.4)).toBe('retry: 1500\n\n');
  expect(formatRetry(-1)).toBe('retry: 0\n\n');
});

describe('Last-Event-ID', () => {
  it('is the cursor as given', () => {
    expect(parseLastEventId('msg_01k9zzzzzzzzzzzzzzzzzzzzzz')).toBe('msg_01k9zzzzzzzzzzzzzzzzzzzzzz');
    expect(parseLastEventId('x'.repeat(LAST_EVENT_ID_MAX))).toHaveLength(LAST_EVENT_ID_MAX);
  });

  it.each([undefined, '', ' ', 'a b', 'a\nb', 'é', '\0', ['a', 'b'], 'x'.repeat(LAST_EVENT_ID_MAX + 1)])(
    '%j is none of ours',
    (header) => expect(parseLastEventId(header)).toBeNull(),
  );
});
