import { type GuardVerdict, guardVerdictSchema } from '../guard/guard-port.ts';
import type { ModelMessage } from '../models/model-port.ts';
import type { Ending } from '../outcome.ts';
import { HANDOFF_TEXT, handedOff } from './hand-off.ts';
import type { Run, Thought } from './run.ts';

export const SAFE_REPLY =
  'I am sorry, I cannot help with that here. If you need something else, please tell me, or call us.';

/** What came in, before the model reads it: it may end the run. */
export async function screenInbound({ frame, journal, ports }: Run): Promise<Ending | null> {
  const verdict = await journal.step(
    { key: 'guard:in', kind: 'guard', request: {}, response: guardVerdictSchema },
    () => ports.guard.inbound(frame),
  );
  if (verdict.reaction === 'pass' || verdict.reaction === 'redact') return null;
  return verdict.reaction === 'hand_off' ? handOff(verdict) : block(verdict);
}

type Answer = { text: string; model: string };

/** What the model wrote, before anybody reads it: it leaves, leaves changed, is written once more, or not at all. */
export async function screenReply(
  answer: Answer,
  { said, screened }: { said: ModelMessage[]; screened: number },
  { frame, journal, ports }: Run,
): Promise<Thought> {
  const count = screened + 1;
  const { text } = answer;
  const verdict = await journal.step(
    { key: `guard:out#${count}`, kind: 'guard', request: { text }, response: guardVerdictSchema },
    () => ports.guard.reply({ frame, said, text, rewritten: count > 1 }),
  );
  const next = { said, screened: count };
  switch (verdict.reaction) {
    case 'pass':
      return { ...next, ending: { kind: 'replied', ...answer } };
    case 'redact':
      return { ...next, ending: { kind: 'replied', ...answer, text: verdict.text ?? text } };
    case 'rewrite':
      return count > 1
        ? { ...next, ending: block(verdict) }
        : { ...next, said: [...said, again(verdict)], ending: null };
    case 'hand_off':
      return { ...next, ending: handOff(verdict) };
    case 'safe_reply':
      return { ...next, ending: block(verdict) };
  }
}

/** It is ours, and says so: a customer must not be able to speak like this. */
const again = ({ findings, text }: GuardVerdict): ModelMessage => ({
  role: 'user',
  text: `(Not from the customer: your answer was not sent. ${text ?? reasonsOf(findings)} Write it again without that. Do not mention this note.)`,
});

const reasonsOf = (findings: GuardVerdict['findings']): string => findings.map(({ reason }) => reason).join(' ');

const checksOf = ({ findings }: GuardVerdict): string => findings.map(({ check }) => check).join(' ') || 'guardrail';

// A second rewrite carries words for the model, which are not for the customer.
const block = (verdict: GuardVerdict): Ending => ({
  kind: 'blocked',
  text: (verdict.reaction === 'safe_reply' ? verdict.text : null) ?? SAFE_REPLY,
  reason: checksOf(verdict),
});

const handOff = (verdict: GuardVerdict): Ending => handedOff(checksOf(verdict), verdict.text ?? HANDOFF_TEXT);
