import { z } from 'zod';
import { defineTool } from './tool.ts';

export const handoffToHuman = defineTool({
  name: 'handoff_to_human',
  description:
    'Hands the conversation to a colleague, who reads all of it and answers here. Use it when the customer asks for a person, or when you cannot help.',
  effect: 'write',
  // What it does is done with the end of the run: the conversation is people's in the same commit as the last words.
  reach: 'frame',
  input: z.object({
    reason: z.string().trim().min(1).max(200).describe('Why, in a few words, for the colleague'),
    summary: z.string().trim().max(2_000).optional().describe('What a colleague must know to go on'),
  }),
  output: z.object({ handed_off: z.literal(true) }),
  summary: ({ reason }) => [`Hands the conversation to a colleague: ${reason}`],
  run: () => ({ handed_off: true as const }),
  handsOff: true,
});
