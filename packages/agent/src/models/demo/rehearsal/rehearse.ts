import type { Frame } from '../../../frame.ts';
import { screenReply } from '../../../guard/screen-reply.ts';
import type { Json } from '../../../json.ts';
import { conversation, systemPrompt } from '../../../prompt.ts';
import type { ModelMessage, ModelPort } from '../../model-port.ts';
import type { EndExpectation, Expectation, RehearsedDialogue } from './dialogues.ts';
import { frameIn } from './frame-in.ts';
import { createWorld, type World } from './world.ts';

export type Use = { tool: string; args: Record<string, Json>; ok: boolean; result: string };
export type Exchange = { line: string; uses: Use[]; reply: string; missed: string[] };
export type Rehearsed = { about: string; exchanges: Exchange[]; missed: string[] };

const MOST_CALLS = 20;
const HALF_AN_HOUR_MS = 30 * 60_000;
const GAVE_UP = /I am sorry, I cannot answer that\.|I do not know about the rest\./;

/** Plays a dialogue against a model, with tools that act on a small world, and says what was missed. */
export async function rehearse(
  model: ModelPort,
  { about, channel, now, world: start, lines, end }: RehearsedDialogue,
  world: World = createWorld({ ...start, now }),
): Promise<Rehearsed> {
  const history: Frame['history'] = [];
  const exchanges: Exchange[] = [];
  const begins = Date.parse(frameIn(world.clinic).clock) - HALF_AN_HOUR_MS;
  for (const [index, given] of lines.entries()) {
    // People read on.
    if (world.isHandedOff()) break;
    const { say, expect } = typeof given === 'string' ? { say: given, expect: {} } : given;
    const at = new Date(begins + index * 1_000).toISOString();
    history.push({ author: 'contact', text: say, at });
    const { reply, uses, withheld } = await answer(model, { ...frameIn(world.clinic, history), channel }, world);
    history.push({ author: 'agent', text: reply, at });
    const gaveUp =
      GAVE_UP.test(reply) && !(expect.said ?? []).some((words) => GAVE_UP.test(words)) ? ['it did not know'] : [];
    exchanges.push({
      line: say,
      uses,
      reply,
      missed: [...gaveUp, ...withheld, ...missedOf(expect, uses, [reply])],
    });
  }
  const uses = exchanges.flatMap((exchange) => exchange.uses);
  const replies = exchanges.map(({ reply }) => reply);
  return { about, exchanges, missed: [...missedOf(end, uses, replies), ...missedInWorld(end, world)] };
}

type Answered = Omit<Exchange, 'line' | 'missed'> & { withheld: string[] };

async function answer(model: ModelPort, frame: Frame, world: World): Promise<Answered> {
  const history = conversation(frame.history);
  const said: ModelMessage[] = [];
  const uses: Use[] = [];
  const tools = world.tools.map((name) => ({ name, description: '', parameters: { type: 'object' } }));
  const params = { model: null, toolChoice: 'auto' as const };
  for (let modelCalls = 1; modelCalls <= MOST_CALLS; modelCalls++) {
    const call = { system: systemPrompt(frame), messages: [...history, ...said], tools, params };
    const { text, toolCalls } = await model.call(call, { signal: new AbortController().signal });
    const numbered = toolCalls.map((each, index) => ({ ...each, id: `call_${modelCalls}_${index}` }));
    if (numbered.length > 0) said.push({ role: 'assistant', text, toolCalls: numbered });
    for (const { id, name, args } of numbered) {
      const fields = args as Record<string, Json>;
      const result = await world.use(name, fields);
      uses.push({ tool: name, args: fields, ok: !result.startsWith('Error: '), result });
      said.push({ role: 'tool', callId: id, name, text: result });
    }
    // Nothing follows a hand-off: what was said with it is the reply.
    if (numbered.length === 0 || world.isHandedOff())
      return { reply: text.trim(), uses, withheld: withheld(frame, said, text) };
  }
  return { reply: '', uses, withheld: ['no answer'] };
}

/** The product's own guard reads every reply: what it would not let pass is no answer. */
const withheld = (frame: Frame, said: ModelMessage[], text: string): string[] =>
  screenReply({ frame, said, text, rewritten: false }).findings.map(({ check, reason }) => `${check}: ${reason}`);

function missedOf(
  { called = [], not_called = [], said = [], not_said = [] }: Expectation,
  uses: Use[],
  replies: string[],
): string[] {
  const has = (words: string) =>
    words.split(' | ').some((one) => replies.some((reply) => reply.toLowerCase().includes(one.toLowerCase())));
  return [
    ...called
      .filter((wanted) => !uses.some((use) => isCall(use, wanted)))
      .map((wanted) => `not called: ${JSON.stringify(wanted)}`),
    ...not_called.filter((tool) => uses.some((use) => use.tool === tool && use.ok)).map((tool) => `called: ${tool}`),
    ...said.filter((words) => !has(words)).map((words) => `not said: “${words}”`),
    ...not_said.filter(has).map((words) => `said: “${words}”`),
  ];
}

const isCall = (use: Use, { tool, args = {} }: NonNullable<Expectation['called']>[number]): boolean =>
  use.ok && use.tool === tool && Object.entries(args).every(([name, value]) => alike(use.args[name], value));

const alike = (a: unknown, b: unknown): boolean => String(a).toLowerCase() === String(b).toLowerCase();

function missedInWorld({ appointments, refunded, tickets, handed_off }: EndExpectation, world: World): string[] {
  const mine = world.booked.filter((one) => one.mine);
  const standing = mine.map(({ service, date, time }) => `${service} ${date} ${time}`).join('; ') || 'none';
  const isThere = (wanted: { service?: string | undefined; date: string; time: string }) =>
    mine.some(
      (one) =>
        one.date === wanted.date && one.time === wanted.time && (!wanted.service || alike(one.service, wanted.service)),
    );
  const wrong = appointments && (appointments.length !== mine.length || !appointments.every(isThere));
  const paid = Object.entries(refunded ?? {}).filter(
    ([number, amount]) =>
      world.orders.find((order) => order.number === number)?.refunded !== Math.round(Number(amount) * 100),
  );
  return [
    ...(wrong ? [`appointments at the end: ${standing}`] : []),
    ...paid.map(([number, amount]) => `not refunded: ${amount} of order ${number}`),
    ...(tickets !== undefined && tickets !== world.tickets.length
      ? [`${world.tickets.length} tickets, not ${tickets}`]
      : []),
    ...(handed_off !== undefined && handed_off !== world.isHandedOff() ? [`handed off: ${world.isHandedOff()}`] : []),
  ];
}
