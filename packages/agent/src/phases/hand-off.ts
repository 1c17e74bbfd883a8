import type { Ending } from '../outcome.ts';

export const HANDOFF_TEXT =
  'I am handing this over to a colleague. They can read our conversation and will answer you here.';

/** Ours, where the model has found no words of its own or must not have the last one. */
export const handedOff = (reason: string, text: string = HANDOFF_TEXT): Ending & { kind: 'handed_off' } => ({
  kind: 'handed_off',
  text,
  model: null,
  reason,
  summary: null,
});
