import { clinicFrame } from '@parley/agent/fixtures/clinic';
import type { Frame } from '@parley/agent/frame';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import type { LiveHint } from '@parley/shared/live-hint';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { carryDraft, DRAFT_EVERY_MS } from './carry-draft.ts';

const claim = { orgId: 'org_1', conversationId: 'conv_1', turnId: 'turn_1', fence: 7n } as LaneClaim;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function carry(frame: Frame = clinicFrame('Hi')) {
  const heard: LiveHint[] = [];
  const draft = carryDraft((hint) => heard.push(hint), claim, frame);
  return { draft, heard, texts: () => heard.map((hint) => hint.kind === 'draft' && hint.text) };
}

test('what is written within a moment goes out together', () => {
  const { draft, heard, texts } = carry();
  draft.onDraft?.('One.');
  draft.onDraft?.('One. Two.');
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(DRAFT_EVERY_MS);
  draft.onDraft?.('One. Two. Three.');
  vi.advanceTimersByTime(DRAFT_EVERY_MS);
  expect(texts()).toEqual(['One. Two.', 'One. Two. Three.']);
  expect(heard[0]).toEqual({ ...claim, kind: 'draft', fence: '7', text: 'One. Two.' });
});

test('an answer that is there within a moment was never a draft', () => {
  const { draft, heard } = carry();
  draft.onDraft?.('One.');
  draft.close();
  draft.onDraft?.('Late.');
  vi.runAllTimers();
  draft.withdraw();
  expect(heard).toEqual([]);
});

test('what was told is taken back at once, and once; what was not needs no word', () => {
  const { draft, texts } = carry();
  draft.onDraft?.('One.');
  vi.advanceTimersByTime(DRAFT_EVERY_MS);
  draft.onDraft?.('One. Two.');
  draft.onDraft?.(null);
  draft.onDraft?.('Anew.');
  draft.withdraw();
  vi.runAllTimers();
  expect(texts()).toEqual(['One.', null]);
});

test('there is no draft where nobody reads along, or the agent does not stream', () => {
  expect(carry().draft.onDraft).toBeDefined();
  expect(carry({ ...clinicFrame('Hi'), channel: 'sms' }).draft.onDraft).toBeUndefined();
  expect(carry(clinicFrame('Hi', { streams: false })).draft.onDraft).toBeUndefined();
});
