import type { ChatMessagePage } from '@parley/shared/contract/chat';
import { expect, it, onTestFinished, vi } from 'vitest';
import { message } from '../../testing/messages.ts';
import { mergeMessages, newestCursor, type Transcript } from '../conversation/transcript.ts';
import { type Connection, createFollower, type FollowTimings } from './follow.ts';
import type { Authorised } from './sessions.ts';

type Page = Authorised<ChatMessagePage>;
type Stream = Authorised<ReadableStream<Uint8Array>>;

const LATER = { kind: 'later', afterMs: 0 } as const;
const TIMINGS: FollowTimings = { silenceMs: 60_000, pollMs: 1, pollsBeforeStream: 3 };
const page = (data: ReturnType<typeof message>[], has_more = false): Page => ({
  kind: 'ok',
  body: { data, has_more, next_cursor: null },
});
const streamOf = (...pieces: string[]): Stream => ({
  kind: 'ok',
  body: new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
      controller.close();
    },
  }),
});
const silence = (stop: AbortSignal, after = ''): Stream => ({
  kind: 'ok',
  body: new ReadableStream({
    start(controller) {
      if (after !== '') controller.enqueue(new TextEncoder().encode(after));
      stop.addEventListener('abort', () => controller.error(new Error('aborted')));
    },
  }),
});

function follow(list: (after: string | null) => Page, stream: (stop: AbortSignal) => Stream, timings = TIMINGS) {
  let transcript: Transcript = [];
  const connections: Connection['kind'][] = [];
  const typing: boolean[] = [];
  const drafts: (string | null)[] = [];
  const asked: (string | null)[] = [];
  const follower = createFollower(
    {
      list: async (after) => {
        asked.push(after);
        return list(after);
      },
      stream: async (_after, stop) => stream(stop),
      cursor: () => newestCursor(transcript),
      onMessages: (messages) => {
        transcript = mergeMessages(transcript, messages);
      },
      onTyping: (active) => typing.push(active),
      onDraft: (draft) => drafts.push(draft?.text ?? null),
      onConnection: ({ kind }) => connections.push(kind),
      now: () => 0,
      random: () => 0,
    },
    timings,
  );
  follower.start();
  onTestFinished(() => follower.stop());
  return { follower, texts: () => transcript.map(({ text }) => text), connections, typing, drafts, asked };
}

it('reads page after page, then the stream, cut wherever it is', async () => {
  const wire = `event: message\ndata: ${JSON.stringify(message(3, { text: 'ünï' }))}\n\nevent: typing\ndata: {"active":true}\n\n`;
  const pages = [page([message(1)], true), page([message(2)])];
  const { texts, typing, asked } = follow(
    () => pages.shift() ?? LATER,
    () => streamOf(wire.slice(0, 60), wire.slice(60, 61), wire.slice(61)),
  );
  await vi.waitFor(() => expect(texts()).toEqual(['text 1', 'text 2', 'ünï']));
  await vi.waitFor(() => expect(typing).toEqual([true, false]));
  expect(asked.slice(0, 2)).toEqual([null, '000001']);
});

it('passes a draft on, leaves out what is none, and forgets it with the line it came by', async () => {
  const wire = ['{"turn_id":"t","text":"One."}', '{"turn_id":"t","text":""}', '{"text":"x"}', 'null']
    .map((data) => `event: draft\ndata: ${data}\n\n`)
    .join('');
  const streams = [streamOf(wire, 'event: draft_reset\ndata: {"turn_id":"t"}\n\n')];
  const { drafts } = follow(
    () => page([]),
    (stop) => streams.shift() ?? silence(stop),
  );
  await vi.waitFor(() => expect(drafts).toEqual(['One.', null, null]));
});

it('does not ask for ever for a page that brings nothing', async () => {
  const { asked, connections } = follow(
    () => page([], true),
    (stop) => silence(stop),
  );
  await vi.waitFor(() => expect(connections).toContain('live'));
  expect(asked).toHaveLength(1);
});

it('leaves out what is no message, and starts anew after nonsense', async () => {
  const streams = [
    streamOf('data: {"id":1}\n\n', 'data: {not json\n\n'),
    streamOf(`data: ${JSON.stringify(message(2))}\n\n`),
  ];
  const { texts } = follow(
    () => page([{ nonsense: true } as never, message(1)]),
    (stop) => streams.shift() ?? silence(stop),
  );
  await vi.waitFor(() => expect(texts()).toEqual(['text 1', 'text 2']));
});

it('polls where streams stay mute, and tries a stream again from time to time', async () => {
  let course = '';
  follow(
    () => {
      course += 'r';
      return page([]);
    },
    () => {
      course += 's';
      return LATER;
    },
  );
  await vi.waitFor(() => expect(course.length).toBeGreaterThan(20));
  // Two mute streams, then three readings between each further attempt.
  expect(course).toMatch(/^rsrsrrrrsrrrrs/);
});

it('stops for good where this page may not chat', async () => {
  const { connections, asked } = follow(
    () => ({ kind: 'closed', message: 'no' }),
    (stop) => silence(stop),
  );
  await vi.waitFor(() => expect(connections).toEqual(['connecting', 'closed']));
  expect(asked).toHaveLength(1);
});

it('takes another line when one is silent for too long, at once or after a while', async () => {
  let streams = 0;
  follow(
    () => page([]),
    (stop) => {
      streams += 1;
      return streams % 2 === 0 ? silence(stop) : silence(stop, ': one beat, and no more\n\n');
    },
    { ...TIMINGS, silenceMs: 5, pollsBeforeStream: 0 },
  );
  await vi.waitFor(() => expect(streams).toBeGreaterThan(3), { timeout: 10_000 });
});

it('says that it waits, and is live again when the network is', async () => {
  let isUp = false;
  const { follower, connections } = follow(
    () => (isUp ? page([]) : { kind: 'later', afterMs: 3_600_000 }),
    (stop) => silence(stop),
  );
  await vi.waitFor(() => expect(connections).toEqual(['connecting', 'waiting']));
  isUp = true;
  follower.restart();
  await vi.waitFor(() => expect(connections).toEqual(['connecting', 'waiting', 'live']));
});

it('holds no line while it is paused, and reads again at once when resumed', async () => {
  const lines: AbortSignal[] = [];
  const { follower, asked } = follow(
    () => page([]),
    (stop) => {
      lines.push(stop);
      return silence(stop);
    },
  );
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  follower.pause();
  expect(lines[0]?.aborted).toBe(true);
  follower.resume();
  await vi.waitFor(() => expect(lines).toHaveLength(2));
  follower.stop();
  follower.resume();
  expect(lines[1]?.aborted).toBe(true);
  expect(asked).toHaveLength(2);
});
