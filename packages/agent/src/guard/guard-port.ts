import { REACTIONS } from '@parley/shared/guardrails';
import { z } from 'zod';
import type { Frame } from '../frame.ts';
import type { Json } from '../json.ts';
import type { ModelMessage } from '../models/model-port.ts';

export const guardVerdictSchema = z.object({
  /** What follows from a screening. */
  reaction: z.enum(REACTIONS),
  /** What was found, check by check, with the facts; nothing that must not be stored. */
  findings: z.array(
    z.object({ check: z.string(), reason: z.string(), facts: z.record(z.string(), z.custom<Json>()).optional() }),
  ),
  /** The checks that found nothing. */
  passed: z.array(z.string()).optional(),
  /** `redact`: the text in its place; `rewrite`: what the model is told; `safe_reply`, `hand_off`: what is said instead. */
  text: z.string().nullable(),
});
export type GuardVerdict = z.infer<typeof guardVerdictSchema>;

export type ReplyFacts = {
  frame: Frame;
  /** What was said in this run: model, tools and their results. */
  said: readonly ModelMessage[];
  text: string;
  /** It was written anew once already: what still does not pass is not asked for again. */
  rewritten: boolean;
};

/** Looks at what comes in before the model does, and at what it wrote before anybody reads it. */
export type GuardPort = {
  inbound(frame: Frame): GuardVerdict | Promise<GuardVerdict>;
  reply(facts: ReplyFacts): GuardVerdict | Promise<GuardVerdict>;
};

const PASS: GuardVerdict = { reaction: 'pass', findings: [], text: null };

export const letAllPass: GuardPort = { inbound: () => PASS, reply: () => PASS };
