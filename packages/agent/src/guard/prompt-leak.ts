/** So many letters in a row, blanks and marks aside, are about eight words: nobody says them by accident. */
const RUN = 36;
const STEP = 6;
/** Sentences that tell the agent how to be, as opposed to facts that it is there to tell. */
const DIRECTION =
  /\b(?:you are|you're|your (?:name|role|job|task|goal|tools?|instructions?|answers?)|never|always|do not|don't|must|should|refuse|pretend|if (?:a|the|they|someone|anyone|somebody|customers?|people|asked)|when (?:a|the|they|someone|asked)|only (?:say|answer|tell|use|offer|if|when)|use your|answer (?:briefly|in|only|kindly|with)|be (?:brief|kind|polite|friendly|honest|concise)|say (?:so|that|only)|offer (?:the|a|them)|ask (?:for|them|the)|tell (?:them|the|customers|people|nobody)|hand (?:over|off)|escalate|internal|secret|confidential|not for customers|instructions?)\b/iu;
/** A sentence that is for the agent only, and in it a word that is a code: capitals or digits, as in no ordinary text. */
const KEPT_BACK = /\b(?:never|secret|confidential|internal|private|nobody)\b/iu;
const CODE_WORD = /(?<![\p{L}\p{N}])(?=[\p{N}_-]*\p{Lu})[\p{Lu}\p{N}][\p{Lu}\p{N}_-]{5,}(?![\p{L}\p{N}])/gu;
const OF_ITS_TOOLS = /\b[a-z]{3,20}(?:_[a-z]{2,20}){1,4}\b/gu;

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

export type PromptFacts = {
  /** What the model was told to be, by the agent's maker and by us. */
  directions: readonly string[];
  tools: readonly string[];
};

/** Every run of letters of the directions, and the code words that they keep back. */
type Kept = { runs: ReadonlySet<string>; codes: readonly string[] };

const known = new Map<string, Kept>();
const KEPT = 200;

/** An agent's are the same turn after turn. */
function keptIn(directions: readonly string[]): Kept {
  const key = directions.join('\n');
  const before = known.get(key);
  if (before) return before;
  const runs = new Set<string>();
  for (const sentence of key.split(/\n+|(?<=[.!?:;])\s+/u).filter((one) => DIRECTION.test(one))) {
    const letters = lettersOf(sentence);
    for (let at = 0; at + RUN <= letters.length; at++) runs.add(letters.slice(at, at + RUN));
  }
  if (known.size >= KEPT) known.clear();
  const sentences = key.split(/\n+|(?<=[.!?])\s+/u).filter((one) => KEPT_BACK.test(one));
  const kept = { runs, codes: sentences.flatMap((one) => one.match(CODE_WORD) ?? []) };
  known.set(key, kept);
  return kept;
}

/** Why an answer tells of the prompt behind it, or `null`. */
export function promptLeak(answer: string, { directions, tools }: PromptFacts): string | null {
  const { runs, codes } = keptIn(directions);
  if (codes.length > 0 && tells(answer, codes)) return 'It tells a code word that the agent was told to keep.';
  if (repeats(lettersOf(answer), runs)) return 'It repeats what the agent was told to be.';
  if (disguised(answer).some((text) => repeats(lettersOf(text), runs)))
    return 'It repeats, in disguise, what the agent was told to be.';
  const named = new Set((answer.match(OF_ITS_TOOLS) ?? []).filter((word) => tools.includes(word)));
  return named.size > 1 ? 'It names the inner names of the agent’s tools.' : null;
}

const tells = (answer: string, codes: readonly string[]): boolean => {
  const text = answer.toUpperCase();
  return codes.some((code) => text.includes(code));
};

/** Windows of the answer every few letters: a run that is a little longer than one holds one of them. */
function repeats(letters: string, runs: ReadonlySet<string>): boolean {
  for (let at = 0; at + RUN <= letters.length; at += STEP) {
    if (runs.has(letters.slice(at, at + RUN))) return true;
  }
  return false;
}

function disguised(answer: string): string[] {
  const coded = (answer.match(/[A-Za-z0-9+/]{40,}={0,2}/gu) ?? []).map((run) =>
    Buffer.from(run, 'base64').toString('utf8'),
  );
  // Backwards is the only other way that a model can be trusted to spell.
  return answer.length > RUN ? [...coded, [...answer].reverse().join('')] : coded;
}
