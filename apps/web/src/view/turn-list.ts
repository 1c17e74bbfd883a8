import { TURN_LIST_STATES } from '@parley/shared/contract/turns';
import { z } from 'zod';

/** What the page's address says. A value that we do not know is as good as none. */
const searchSchema = z.object({
  state: z.enum(TURN_LIST_STATES).optional().catch(undefined),
  agent: z.string().startsWith('agt_').max(40).optional().catch(undefined),
  conversation: z.string().trim().startsWith('conv_').max(40).optional().catch(undefined),
});
export type TurnSearch = z.infer<typeof searchSchema>;
export const parseTurnSearch = (given: Record<string, string | string[] | undefined>): TurnSearch =>
  searchSchema.parse(given);

export function turnsHref(search: TurnSearch): string {
  const query = new URLSearchParams(
    Object.entries(search).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : [])),
  );
  return query.size > 0 ? `/turns?${query}` : '/turns';
}

export const STATE_WORDS: Record<(typeof TURN_LIST_STATES)[number], string> = {
  under_way: 'Not ended yet',
  replied: 'Answered',
  silent: 'Not answered, for a reason',
  blocked: 'Stopped by a guardrail',
  handed_off: 'Handed to people',
  superseded: 'Went on in a later turn',
  dead: 'Given up',
};
