import { z } from 'zod';
import { refuse } from './acting.ts';
import { defineTool } from './tool.ts';

export const withdrawRequest = defineTool({
  name: 'withdraw_request',
  description: 'Takes back what this customer asked for and what still waits for a colleague’s yes.',
  effect: 'write',
  reach: 'frame',
  input: z.object({}),
  output: z.object({ withdrawn: z.literal(true) }),
  summary: () => ['Takes back what waits for a colleague’s yes'],
  run: () => refuse('nothing_waiting', 'There is nothing of this customer that waits for a colleague.'),
});
