import { expect, test } from 'vitest';
import { unreadInWords } from './notifications.ts';

test.each([
  [0, null, 'Notifications'],
  [1, '1', 'Notifications: 1 unread'],
  [99, '99', 'Notifications: 99 unread'],
  [100, '99+', 'Notifications: 99+ unread'],
])('%i unread', (unread, badge, label) => {
  expect(unreadInWords(unread)).toEqual({ badge, label });
});
