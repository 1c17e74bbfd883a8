import { z } from 'zod';

/** All that a decision about one tool call is taken on. They are stored with it. */
export const decisionFactsSchema = z.object({
  tool: z.string(),
  /** `null`: there is no such tool, or the agent was not given it. */
  effect: z.enum(['read', 'write', 'money', 'irreversible']).nullable(),
  /** Why the arguments are not right, in words for the model. */
  argumentsProblem: z.string().nullable(),
  /** How many calls of this turn came before it, and how many of them were the very same. */
  callsBefore: z.number().int(),
  identicalBefore: z.number().int(),
  limits: z.object({ toolCalls: z.number().int(), identicalCalls: z.number().int() }),
  amountCents: z.number().int().nullable(),
  /** What calls of this turn before it have moved, or may. */
  movedCents: z.number().int().default(0),
  moneyLimitCents: z.number().int(),
  /** Paths of arguments whose values a tool has told, and neither the customer nor the frame. */
  tainted: z.array(z.string()),
  /** Why a text that a tool would send to the customer must not be said to them. */
  unsayable: z.string().nullable().default(null),
});
export type DecisionFacts = z.infer<typeof decisionFactsSchema>;

export const decisionSchema = z.discriminatedUnion('allowed', [
  z.object({ allowed: z.literal(true), rule: z.string() }),
  /** `message` is for the model. */
  z.object({ allowed: z.literal(false), rule: z.string(), message: z.string() }),
]);
export type Decision = z.infer<typeof decisionSchema>;

export const decidedSchema = z.object({ facts: decisionFactsSchema, decision: decisionSchema });

/** Decides by its facts alone. */
export type DecidePort = (facts: DecisionFacts) => Decision;
