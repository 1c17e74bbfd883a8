import { z } from 'zod';
import { decidedSchema } from '../gate/decision.ts';
import type { Step } from '../journal.ts';
import { canonicalJson, type Json } from '../json.ts';
import { toolRequestSchema } from '../models/model-port.ts';
import { type ToolResult, toolResultSchema } from '../tools/tool.ts';

export type RecordedCall = { result: ToolResult; amountCents: number | null };
export type RecordedCalls = (name: string, args: Json) => RecordedCall | null;

const answerSchema = z.object({ toolCalls: z.array(toolRequestSchema) });

/** What came of the tool calls of a run, by tool and arguments; of several that are alike, the last. */
export function recordedCalls(steps: readonly Step[]): RecordedCalls {
  const byKey = new Map(steps.map((step) => [step.key, step.response]));
  const known = new Map<string, RecordedCall>();
  for (const { key, kind, response } of steps) {
    if (kind !== 'model') continue;
    for (const [n, { name, args }] of (answerSchema.safeParse(response).data?.toolCalls ?? []).entries()) {
      const result = toolResultSchema.safeParse(byKey.get(`tool:${key}.${n}`));
      if (!result.success) continue;
      const decided = decidedSchema.safeParse(byKey.get(`decide:${key}.${n}`)).data;
      known.set(canonicalJson([name, args]), { result: result.data, amountCents: decided?.facts.amountCents ?? null });
    }
  }
  return (name, args) => known.get(canonicalJson([name, args])) ?? null;
}
