import { expect, test } from 'vitest';
import { readServerSentEvents } from './server-sent-events.ts';

const collect = async (chunks: string[]) => {
  const bytes = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
  const events = [];
  for await (const event of readServerSentEvents(bytes)) events.push(event);
  return events;
};

const STREAM = ': hello\nretry: 10\n\nid: 1\nevent: message\ndata: über\ndata:two\n\ndata\n\nid: 2\nnothing: here\n\n';
const EVENTS = [
  { id: '1', event: 'message', data: 'über\ntwo' },
  { id: '1', event: 'message', data: '' },
];

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
])('lines that end with %s, cut anywhere', async (_, end) => {
  const stream = STREAM.replaceAll('\n', end);
  expect(await collect([stream])).toEqual(EVENTS);
  expect(await collect([...stream])).toEqual(EVENTS);
});

test('lines that end with CR', async () => {
  expect(await collect(['data: one\rdata: two\r\r', ': end'])).toEqual([
    { id: null, event: 'message', data: 'one\ntwo' },
  ]);
});

test('an event without its empty line was cut off and is not told', async () => {
  expect(await collect(['data: whole\n\ndata: half'])).toEqual([{ id: null, event: 'message', data: 'whole' }]);
});
