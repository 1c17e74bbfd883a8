import { CHAT_TEXT_MAX } from '@parley/shared/contract/chat';
import { expect, it } from 'vitest';
import { TEXT_MAX } from './text-max.ts';

it('lets through what the api takes, not more', () => {
  expect(TEXT_MAX).toBe(CHAT_TEXT_MAX);
});
