import { abortable } from '../abortable.ts';
import { guardVerdictSchema } from '../guard/guard-port.ts';
import { SUSPECT, shortened } from '../guard/tool-results.ts';
import { canonicalJson } from '../json.ts';
import type { ModelMessage, ToolCall } from '../models/model-port.ts';
import type { Ending } from '../outcome.ts';
import type { ToolResult } from '../tools/tool.ts';
import { useTool } from '../tools/use-tool.ts';
import { type Gated, gate } from './gate.ts';
import { HANDOFF_TEXT } from './hand-off.ts';
import { countOf, type Run, type Said, type Thought } from './run.ts';

type Decided = { call: ToolCall; gated: Gated };
type Acted = Decided & { result: ToolResult };

/** Carries out what the model asked for last: the gate looks at one call after the other, and what it allows is done at once. */
export async function act({ said, screened }: Said, run: Run): Promise<Thought> {
  const last = said.at(-1);
  if (last?.role !== 'assistant') throw new Error('there is no tool call to act on');
  const place = `think#${countOf('assistant', said)}`;
  const decided: Decided[] = [];
  for (const [index, call] of last.toolCalls.entries()) {
    const gated = await abortable(run.signal, () => gate(call, `${place}.${index}`, said, run));
    decided.push({ call, gated });
  }
  const settled = await Promise.allSettled(decided.map((one) => actOn(one, run)));
  // Every call is over before one failure ends the run: what was done is in the journal.
  const acted = settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  const results = acted.map(({ call, result }): ModelMessage => {
    return { role: 'tool', callId: call.id, name: call.name, text: textOf(result) };
  });
  const next = { said: [...said, ...results], screened };
  const end = acted.find(({ gated, result }) => gated.allowed && gated.use.tool.handsOff && result.ok);
  return end
    ? { ...next, screened: screened + 1, ending: await goodbye(end, last.text.trim(), next, run) }
    : { ...next, ending: null };
}

async function actOn({ call, gated }: Decided, run: Run): Promise<Acted> {
  if (!gated.allowed) return { call, gated, result: { ok: false, error: gated.decision.message } };
  const result = await abortable(run.signal, () => useTool(run.journal, run.ports.tool, call, gated.use));
  // What was refused has moved nothing.
  if (!result.ok) run.money.movedCents -= gated.use.amountCents ?? 0;
  return { call, gated, result };
}

/** The last word of a run that ends with a person: the model's own, if it has said one that may be said. */
async function goodbye({ gated }: Acted, text: string, { said, screened }: Said, run: Run): Promise<Ending> {
  const input = gated.allowed ? (gated.use.input as { reason?: string; summary?: string }) : {};
  const ending = { kind: 'handed_off', reason: input.reason ?? 'asked_for', summary: input.summary ?? null } as const;
  const { frame, journal, ports } = run;
  if (text === '') return { ...ending, text: HANDOFF_TEXT, model: null };
  const verdict = await journal.step(
    { key: `guard:out#${screened + 1}`, kind: 'guard', request: { text }, response: guardVerdictSchema },
    () => ports.guard.reply({ frame, said, text, rewritten: true }),
  );
  if (verdict.reaction === 'pass') return { ...ending, text, model: null };
  return { ...ending, text: (verdict.reaction === 'redact' ? verdict.text : null) ?? HANDOFF_TEXT, model: null };
}

// In one order of keys: what comes back from storage has another than what a tool has just returned.
function textOf(result: ToolResult): string {
  if (!result.ok) return shortened(`Error: ${result.error}`);
  const text = shortened(canonicalJson(result.output));
  return result.suspect === undefined ? text : `${text}\n${SUSPECT}`;
}
