import { hash } from 'node:crypto';
import type { Frame } from '../frame.ts';
import { screenInjection } from './injection/screen-injection.ts';
import { type PlainText, plainText, withoutHidden } from './plain-text.ts';
import { reactionOf } from './verdict.ts';

const WITHHELD = '(This message is withheld: it tried to change how the assistant works.)';

/** What the customer wrote since somebody last answered. */
export function newMessages({ history }: Frame): string {
  return history
    .slice(lastAnswer(history) + 1)
    .map(({ text }) => text)
    .join('\n');
}

/**
 * The history as a model may read it: without what people do not see, and without earlier messages that tried to change
 * what the agent obeys. They were refused when they came; what is asked next is not answered over them.
 */
export function readableHistory({ agent, history }: Frame): Frame['history'] {
  const mayPass = reactionOf('injection', agent) === 'pass';
  const isNewAfter = lastAnswer(history);
  return history.map((line, index) => {
    if (line.author !== 'contact') return line;
    const text = withoutHidden(line.text);
    if (index < isNewAfter && !mayPass && injectionIn(plainText(line.text), line.text) !== null)
      return { ...line, text: WITHHELD };
    return text === line.text ? line : { ...line, text };
  });
}

const lastAnswer = (history: Frame['history']): number => history.findLastIndex(({ author }) => author !== 'contact');

const known = new Map<string, string | null>();
const KEPT = 2_000;

/** A conversation's lines are looked at again with each of its turns; what was found is remembered, the text is not. */
export function injectionIn(plain: PlainText, given: string): string | null {
  const key = hash('sha1', given, 'base64');
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = screenInjection(plain);
  if (known.size >= KEPT) known.clear();
  known.set(key, found);
  return found;
}
