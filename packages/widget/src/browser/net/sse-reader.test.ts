import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventReader, type StreamEvent } from './sse-reader.ts';

function read(...pieces: string[]): StreamEvent[] {
  const events: StreamEvent[] = [];
  const push = createEventReader((event) => events.push(event));
  for (const piece of pieces) push(piece);
  return events;
}

describe('an event stream', () => {
  it('gives an event at its empty line and not before', () => {
    expect(read('event: typing\ndata: {}\n')).toEqual([]);
    expect(read('event: typing\ndata: {}\n\n')).toEqual([{ event: 'typing', data: '{}' }]);
  });

  it('calls an event without a name `message`', () => {
    expect(read('data: a\n\n')).toEqual([{ event: 'message', data: 'a' }]);
  });

  it('joins the lines of one event, and takes one space after the colon only', () => {
    expect(read('data: a\ndata:b\ndata:  c\ndata\n\n')).toEqual([{ event: 'message', data: 'a\nb\n c\n' }]);
  });

  it('ignores comments, ids, retry, unknown fields and events without data', () => {
    expect(read(': beat\n\nid: 7\nretry: 10\nsomething: else\n\nevent: x\n\ndata: a\n\n')).toEqual([
      { event: 'message', data: 'a' },
    ]);
  });

  it('does not carry a name over to the next event', () => {
    expect(read('event: typing\n\ndata: a\n\n')).toEqual([{ event: 'message', data: 'a' }]);
  });

  it('ignores a byte order mark at the beginning only', () => {
    expect(read('', '\uFEFFdata: a\n\n', '\uFEFFdata: b\n\n')).toEqual([{ event: 'message', data: 'a' }]);
  });

  it('reads every kind of line end, wherever the text is cut', () => {
    const wire = ': hi\r\n\r\nevent: message\rdata: one\rdata: two\r\revent: typing\r\ndata: three\r\n\r\ndata: 4\n\n';
    const whole = [
      { event: 'message', data: 'one\ntwo' },
      { event: 'typing', data: 'three' },
      { event: 'message', data: '4' },
    ];
    expect(read(...wire)).toEqual(whole);
    fc.assert(
      fc.property(fc.array(fc.nat(wire.length)), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), wire.length];
        expect(read(...at.map((cut, i) => wire.slice(cut, at[i + 1])))).toEqual(whole);
      }),
    );
  });

  it('gives up on an event without end', () => {
    expect(() => read('data: ', 'x'.repeat(600_000), 'x'.repeat(600_000))).toThrow('too long');
    expect(() => read(...Array.from({ length: 12 }, () => `data: ${'x'.repeat(100_000)}\n`))).toThrow('too long');
  });
});
