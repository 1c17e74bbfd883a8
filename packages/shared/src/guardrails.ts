/** What an agent does when a check finds something. */
export const REACTIONS = ['pass', 'redact', 'rewrite', 'safe_reply', 'hand_off'] as const;
export type Reaction = (typeof REACTIONS)[number];

export const CHECKS = [
  'injection',
  'invisible_text',
  'personal_data',
  'topic',
  'language',
  'insult',
  'threat',
  'secret',
  'prompt_leak',
  'personal_leak',
  'claim',
  'link',
  'length',
  'tone',
] as const;
export type Check = (typeof CHECKS)[number];

type Guardrail = {
  /** What it looks at: what the customer wrote, or what the agent is about to say. */
  on: 'message' | 'answer';
  usual: Reaction;
  /** The reactions that mean something here. */
  may: readonly Reaction[];
};

const onMessage = (usual: Reaction, may: readonly Reaction[]): Guardrail => ({ on: 'message', usual, may });
const onAnswer = (usual: Reaction, may: readonly Reaction[]): Guardrail => ({ on: 'answer', usual, may });

export const GUARDRAILS: Record<Check, Guardrail> = {
  injection: onMessage('safe_reply', ['pass', 'safe_reply', 'hand_off']),
  invisible_text: onMessage('redact', ['redact', 'safe_reply']),
  personal_data: onMessage('redact', ['pass', 'redact']),
  topic: onMessage('pass', ['pass', 'safe_reply', 'hand_off']),
  language: onMessage('safe_reply', ['pass', 'safe_reply', 'hand_off']),
  insult: onMessage('pass', ['pass', 'safe_reply', 'hand_off']),
  threat: onMessage('hand_off', ['pass', 'safe_reply', 'hand_off']),
  secret: onAnswer('rewrite', ['rewrite', 'safe_reply', 'hand_off']),
  prompt_leak: onAnswer('safe_reply', ['pass', 'rewrite', 'safe_reply', 'hand_off']),
  personal_leak: onAnswer('rewrite', ['pass', 'redact', 'rewrite', 'safe_reply', 'hand_off']),
  claim: onAnswer('rewrite', ['pass', 'rewrite', 'safe_reply', 'hand_off']),
  link: onAnswer('rewrite', ['pass', 'redact', 'rewrite', 'safe_reply', 'hand_off']),
  length: onAnswer('rewrite', ['pass', 'rewrite']),
  tone: onAnswer('pass', ['pass', 'redact', 'rewrite']),
};

/** Kinds of personal data that can be told by their shape. */
export const PERSONAL_KINDS = ['card', 'iban', 'national_id', 'email', 'phone'] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

/** Kept from the model unless an agent says otherwise: nothing an agent does needs them. */
export const USUALLY_HIDDEN: readonly PersonalKind[] = ['card', 'iban', 'national_id'];

/** The languages that can be told apart; ISO 639-1. */
export const LANGUAGES = [
  'en',
  'de',
  'es',
  'fr',
  'it',
  'pt',
  'nl',
  'pl',
  'sv',
  'da',
  'tr',
  'ru',
  'uk',
  'ar',
  'zh',
  'ja',
] as const;
export type Language = (typeof LANGUAGES)[number];

/** What is said instead, where a guardrail has the last word. */
export const SAFE_REPLIES = ['refused', 'withheld', 'language', 'handed_over'] as const;
export type SafeReply = (typeof SAFE_REPLIES)[number];
