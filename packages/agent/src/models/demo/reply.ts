import type { Json } from '../../json.ts';
import { type OpeningHoursAnswer, openingHoursAnswer } from '../../tools/get-opening-hours.ts';
import { type Desk, play, type Wish } from './acts/act.ts';
import { actFor } from './acts/acts.ts';
import { HANDING_OVER } from './acts/messages.ts';
import type { ToolUse } from './acts/tool-use.ts';
import { BEGINNING, type Dialogue } from './dialogue/dialogue.ts';
import { hearCustomer } from './dialogue/hear-customer.ts';
import { hearOurselves } from './dialogue/hear-ourselves.ts';
import { readFacts } from './facts.ts';
import { isAnswered } from './say/answers.ts';
import { compose, type Outcome } from './say/compose.ts';

export type Line = { by: 'customer' | 'us'; text: string };

/** What the rules see of a model call: the prompt, what was said, the tools on offer, and what they have told in this turn. */
export type Asked = {
  system: string;
  lines: readonly Line[];
  tools: ReadonlySet<string>;
  mayCall: boolean;
  uses: readonly ToolUse[];
};

export type DemoReply =
  | { kind: 'call'; text: string; calls: Array<{ name: string; args: Record<string, Json> }> }
  | { kind: 'say'; text: string };

const HOURS_TOOL = 'get_opening_hours';
const HANDOFF_TOOL = 'handoff_to_human';
/** What lies further back is over; and a long conversation costs no more than this. */
const MOST_LINES = 16;

/** The whole demo model: a pure function of the call, by fixed rules. It says that something was done only after a tool has said so. */
export function reply({ system, lines, tools, mayCall, uses }: Asked): DemoReply {
  const facts = readFacts(system);
  const dialogue = lines
    .slice(-MOST_LINES)
    .reduce<Dialogue>(
      (so, { by, text }) => (by === 'us' ? hearOurselves(so, text, facts) : hearCustomer(so, text, facts)),
      BEGINNING,
    );
  const desk: Desk = { facts, can: (tool) => tools.has(tool) };
  const fresh = dialogue.matters.filter((matter) => matter.fresh);
  const played = fresh.map((matter) => ({ matter, ...play(actFor(matter, dialogue, desk), uses) }));
  const wishes = [...played.flatMap((one) => ('wish' in one ? [one.wish] : [])), ...hoursWishes(dialogue, desk, uses)];
  const say = (rest: typeof played): string => {
    const outcomes = rest.map(
      ({ matter, ...one }): Outcome => ({ matter, saying: 'saying' in one ? one.saying : UNFINISHED }),
    );
    return compose({ dialogue, outcomes, hours: hoursTold(uses), desk });
  };
  if (wishes.length === 0 || !mayCall) return { kind: 'say', text: say(played) };
  const before = wishes.filter(({ name }) => name !== HANDOFF_TOOL);
  if (before.length > 0) return { kind: 'call', text: '', calls: unlike(before) };
  // The last word of the run stands with the call: nothing can be said after it.
  const done = played.filter((one) => 'saying' in one && one.saying.kind === 'said');
  const isMore = done.length > 0 || isAnswered(dialogue.heard.topics);
  const words = isMore ? [say(done), HANDING_OVER] : [HANDING_OVER];
  return { kind: 'call', text: words.join(' '), calls: unlike(wishes) };
}

/** No call is allowed any more, and one was still wanted. */
const UNFINISHED = { kind: 'said', text: 'I could not finish this just now. Please write to me again.' } as const;

/** The same question need not be asked twice at once. */
const unlike = (wishes: Wish[]): Wish[] => [
  ...new Map(wishes.map((wish) => [JSON.stringify([wish.name, wish.args]), wish])).values(),
];

function hoursWishes({ heard }: Dialogue, { can }: Desk, uses: readonly ToolUse[]): Wish[] {
  if (!heard.topics.has('hours') || !can(HOURS_TOOL) || uses.some(({ name }) => name === HOURS_TOOL)) return [];
  return (heard.days.length > 0 ? heard.days : ['week']).map((day) => ({ name: HOURS_TOOL, args: { day } }));
}

const hoursTold = (uses: readonly ToolUse[]): OpeningHoursAnswer[] =>
  uses.flatMap(({ name, told }) => {
    if (name !== HOURS_TOOL || !told.ok) return [];
    const parsed = openingHoursAnswer.safeParse(told.output);
    return parsed.success ? [parsed.data] : [];
  });
