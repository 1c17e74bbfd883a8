import type { TurnFacts } from '../guard/turn-facts.ts';
import { endOfSentence } from './end-of-sentence.ts';
import { judgeDraft } from './judge-draft.ts';

/** The draft as it stands, whole sentences only; `null`: it was taken back. */
export type DraftListener = (text: string | null) => void;

// As JSON: what carries a draft on takes less than 8,000 bytes at once.
const MAX_BYTES = 4_000;
// A model can be talked into anything: what is no sentence, or hides in many, costs us no more than this.
const MAX_SENTENCE = 600;
const LOOKS_BACK = 300;

/**
 * Tells of an answer sentence by sentence while it is written, up to the first sentence that may not leave. `speak` puts
 * back what the model was not to read.
 */
export function openDraft(facts: TurnFacts, tell: DraftListener, speak: (text: string) => string = (text) => text) {
  let told = '';
  let rest = '';
  let isOver = false;

  function leave(length: number): void {
    const sentence = speak(rest.slice(0, length));
    rest = rest.slice(length);
    const text = told + sentence;
    const isFine = judgeDraft(lastWords(told) + sentence, facts) === 'fine';
    isOver = !isFine || Buffer.byteLength(JSON.stringify(text)) > MAX_BYTES;
    if (isOver) return;
    const isMore = text.trim() !== told.trim();
    told = text;
    if (isMore) tell(text.trim());
  }

  return {
    write(piece: string): void {
      if (isOver) return;
      rest += piece;
      for (let length = endOfSentence(rest); length > 0 && !isOver; length = endOfSentence(rest)) leave(length);
      isOver ||= rest.length > MAX_SENTENCE;
    },
    /** The text will not be the answer. Nothing that still comes is told. */
    withdraw(): void {
      isOver = true;
      if (told.trim() !== '') tell(null);
      told = '';
    },
  };
}

/** What stands before a sentence is looked at with it: nothing hides in the cut between two. */
const lastWords = (told: string): string =>
  told.length <= LOOKS_BACK ? told : told.slice(-LOOKS_BACK).replace(/^\S*\s/u, '');
