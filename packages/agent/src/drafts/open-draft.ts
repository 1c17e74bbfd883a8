import { endOfSentence } from './end-of-sentence.ts';
import { type Grounds, judgeDraft } from './judge-draft.ts';

/** The draft as it stands, whole sentences only; `null`: it was taken back. */
export type DraftListener = (text: string | null) => void;

// As JSON: what carries a draft on takes less than 8,000 bytes at once.
const MAX_BYTES = 4_000;

/** Tells of an answer sentence by sentence while it is written, up to the first sentence that may not leave. */
export function openDraft(grounds: Grounds, tell: DraftListener) {
  let told = '';
  let rest = '';
  let isOver = false;

  function leave(length: number): void {
    const text = told + rest.slice(0, length);
    rest = rest.slice(length);
    isOver = Buffer.byteLength(JSON.stringify(text)) > MAX_BYTES || judgeDraft(text, grounds) !== 'fine';
    if (isOver) return;
    const isMore = text.trim() !== told.trim();
    told = text;
    if (isMore) tell(text.trim());
  }

  return {
    write(piece: string): void {
      rest += piece;
      for (let length = endOfSentence(rest); length > 0 && !isOver; length = endOfSentence(rest)) leave(length);
    },
    /** The text will not be the answer. Nothing that still comes is told. */
    withdraw(): void {
      isOver = true;
      if (told.trim() !== '') tell(null);
      told = '';
    },
  };
}
