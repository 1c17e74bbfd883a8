import { expect, test } from 'vitest';
import { touchedBy } from './touched-by.ts';

test.each([
  ['apps/api/src/routes/chat/follow.ts', ['api']],
  ['apps/web/src/app/page.tsx', []],
  ['packages/shared/src/ids.ts', ['api', 'worker', 'slackbot', 'street']],
  ['packages/service/src/listen.ts', ['api', 'worker', 'slackbot']],
  ['packages/agent/src/advance.ts', ['worker']],
  ['packages/testkit/src/street/mail.ts', ['street']],
  ['packages/widget/src/browser/styles.css', ['api']],
  ['packages/core/src/turns/claim-lanes.test.ts', []],
  ['packages/db/src/generated/prisma/client.ts', []],
  ['packages/launcher/src/run/house.ts', []],
  ['packages/core/package.json', []],
  ['apps/api/node_modules/x/src/y.ts', []],
])('%s starts anew: %j', (path, servers) => {
  expect(touchedBy(path)).toEqual(servers);
});
