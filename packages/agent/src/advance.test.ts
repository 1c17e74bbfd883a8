import { describe, expect, test, vi } from 'vitest';
import { advance } from './advance.ts';
import { calls, clinicFrame, hoursOf, portsWith, says, scriptedModel, usage } from './fixtures/clinic.ts';
import type { Step } from './journal.ts';
import { LIMITS, LimitReached } from './limits.ts';
import type { ModelAnswer, ModelMessage, ModelPort } from './models/model-port.ts';
import { MustWait } from './models/must-wait.ts';
import { ProviderError } from './models/provider-error.ts';
import type { Outcome } from './outcome.ts';
import { HANDOFF_TEXT } from './phases/hand-off.ts';
import type { Ports } from './ports.ts';
import { frameOnly, type ToolPort } from './tools/tool-port.ts';
import { checked } from './tools/use-tool.ts';

const never = new AbortController().signal;
const frame = clinicFrame('Are you open on Saturday and Sunday?');

const turn = (ports: Ports, more: { steps?: Step[]; effects?: string[]; signal?: AbortSignal } = {}) =>
  advance({ frame, ports, signal: never, ...more });

const keysOf = (outcome: Outcome) => outcome.steps.map((step) => step.key);

const toolTexts = (messages: ModelMessage[] = []) => messages.flatMap((m) => (m.role === 'tool' ? [m.text] : []));

const script = [calls(hoursOf('saturday'), hoursOf('sunday')), says(' On Saturday only. ')];

/** A tool that returns something else than it should. */
const returning = (raw: unknown): Partial<Ports> => ({
  tool: { ...frameOnly, run: async ({ tool }) => ({ ok: true, output: checked(tool, raw) }) },
});

const lookThenSay = () => scriptedModel(...script);

describe('a turn with tools', () => {
  test('thinks, acts, thinks, and replies', async () => {
    const model = lookThenSay();
    const outcome = await turn(portsWith(model));
    expect(outcome).toMatchObject({ kind: 'replied', text: 'On Saturday only.', model: 'scripted', divergence: null });
    expect(keysOf(outcome)).toEqual([
      ...['frame', 'guard:in', 'think#1', 'decide:think#1.0', 'decide:think#1.1'],
      ...['tool:think#1.0', 'tool:think#1.1', 'think#2', 'guard:out#1'],
    ]);
    expect(outcome.steps[0]?.response).toEqual(frame);
    expect(outcome.usage).toEqual({ inputTokens: 200, cachedInputTokens: 80, outputTokens: 20 });
    expect(outcome.steps.filter((step) => step.kind === 'model').map((step) => step.usage)).toEqual([usage, usage]);
  });

  test('shows the model its instructions, the conversation, its own calls and their results', async () => {
    const model = lookThenSay();
    await turn(portsWith(model));
    const [first, second] = model.calls;
    expect(first?.system).toContain('Be brief and kind.');
    expect(first?.system).toContain('Now: friday 2026-03-13 09:30 (Europe/London)');
    expect(first?.tools.map((tool) => tool.name)).toEqual(['get_opening_hours']);
    expect(second?.messages.slice(0, 2)).toEqual([
      { role: 'user', text: 'Are you open on Saturday and Sunday?' },
      {
        role: 'assistant',
        text: '',
        toolCalls: [
          { id: 'call_1_0', ...hoursOf('saturday') },
          { id: 'call_1_1', ...hoursOf('sunday') },
        ],
      },
    ]);
    expect(toolTexts(second?.messages).map((text) => JSON.parse(text).days[0].date)).toEqual([
      '2026-03-14',
      '2026-03-15',
    ]);
  });

  test('the first sentence is told while the model still writes', async () => {
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const told: (string | null)[] = [];
    const model: ModelPort = {
      ...scriptedModel(),
      async call(_, { onText }) {
        onText?.('On Saturday only. ');
        await held;
        onText?.('From nine to noon.');
        return says('On Saturday only. From nine to noon.');
      },
    };
    const running = turn(portsWith(model, { onDraft: (text) => told.push(text) }));
    await vi.waitFor(() => expect(told).toEqual(['On Saturday only.']));
    finish();
    expect(await running).toMatchObject({ text: 'On Saturday only. From nine to noon.' });
    expect(told).toEqual(['On Saturday only.', 'On Saturday only. From nine to noon.']);
  });

  test('what was said on the way to a tool is taken back', async () => {
    const onDraft = vi.fn();
    await turn(
      portsWith(scriptedModel({ ...calls(hoursOf('today')), text: 'Let me look.' }, says('Yes.')), { onDraft }),
    );
    expect(onDraft.mock.calls).toEqual([['Let me look.'], [null], ['Yes.']]);
  });

  test('what a tool told may be repeated in a draft, and what nobody told may not', async () => {
    const onDraft = vi.fn();
    const model = scriptedModel(calls(hoursOf('today')), says('Call 0117 496 0123. Or 0117 496 9999. Bye.'));
    await turn(portsWith(model, { onDraft }));
    expect(onDraft.mock.calls).toEqual([['Call 0117 496 0123.']]);
  });

  test('an answer that the journal remembers has no draft', async () => {
    const { steps } = await turn(portsWith(lookThenSay()));
    const onDraft = vi.fn();
    await turn(portsWith(lookThenSay(), { onDraft }), { steps });
    expect(onDraft).not.toHaveBeenCalled();
  });
});

describe('resuming', () => {
  test('cut after each step, the rest asks exactly what the whole run asked', async () => {
    const whole = await turn(portsWith(lookThenSay()));
    for (let cut = 1; cut <= whole.steps.length; cut++) {
      const done = whole.steps.slice(0, cut);
      const thought = done.filter((step) => step.kind === 'model').length;
      const rest = scriptedModel(...script.slice(thought));
      const resumed = await turn(portsWith(rest), { steps: JSON.parse(JSON.stringify(done)) });
      expect(resumed).toMatchObject({ kind: 'replied', text: 'On Saturday only.', divergence: null });
      expect(resumed.steps.map(({ key, requestHash }) => ({ key, requestHash }))).toEqual(
        whole.steps.slice(cut).map(({ key, requestHash }) => ({ key, requestHash })),
      );
      expect(rest.calls).toHaveLength(2 - thought);
    }
  });

  test('the frame of the journal wins: later messages and a later clock are not seen', async () => {
    const whole = await turn(portsWith(lookThenSay()));
    const later = { ...clinicFrame('Something else?'), clock: '2026-03-20T18:00:00.000Z' };
    const resumed = await advance({
      frame: later,
      ports: portsWith(scriptedModel(says('Fine.'))),
      steps: whole.steps.slice(0, 7),
      signal: never,
    });
    expect(resumed).toMatchObject({ kind: 'replied', text: 'Fine.', divergence: null });
    expect(keysOf(resumed)).toEqual(['think#2', 'guard:out#1']);
  });

  test('a model call that would differ is named, and the run goes on live', async () => {
    const whole = await turn(portsWith(lookThenSay()));
    const steps = whole.steps.map((step) =>
      step.key === 'think#2' ? { ...step, requestHash: { ...step.requestHash, messages: 'of another time' } } : step,
    );
    const resumed = await turn(portsWith(scriptedModel(says('Anew.'))), { steps });
    expect(resumed).toMatchObject({ kind: 'replied', text: 'Anew.' });
    expect(resumed.divergence).toEqual({ step: 'think#2', part: 'messages' });
    expect(keysOf(resumed)).toEqual(['think#2', 'guard:out#1']);
  });

  test('beyond an effect nothing is asked anew, and before it everything may be', async () => {
    const whole = await turn(portsWith(lookThenSay()));
    const differingIn = (key: string) =>
      whole.steps.map((step) =>
        step.key === key ? { ...step, requestHash: { ...step.requestHash, system: 'old' } } : step,
      );
    const effects = ['tool:think#1.1'];
    const rerun = (key: string) =>
      advance({ frame, ports: portsWith(lookThenSay()), steps: differingIn(key), effects, signal: never });
    expect(await rerun('think#1')).toMatchObject({ kind: 'diverged', at: { step: 'think#1', part: 'system' } });
    expect(await rerun('think#2')).toMatchObject({ kind: 'replied', divergence: { step: 'think#2' } });
    // Begun, and cut off before its result was kept: it is beyond everything.
    const cut = { frame, ports: portsWith(lookThenSay()), effects: ['tool:think#2.0'], signal: never };
    expect(await advance({ ...cut, steps: differingIn('think#2') })).toMatchObject({ kind: 'diverged' });
  });

  test('a provider that failed is asked again, and what came before is not', async () => {
    const busy = new ProviderError('openai', 'busy', { status: 503 });
    const failed = await turn(portsWith(scriptedModel(calls(hoursOf('today')), busy)));
    expect(failed).toMatchObject({ kind: 'failed', retryable: true, reason: { code: 'model_error', cause: busy } });
    expect(keysOf(failed)).toEqual(['frame', 'guard:in', 'think#1', 'decide:think#1.0', 'tool:think#1.0']);
    const model = scriptedModel(says('Yes.'));
    const retried = await turn(portsWith(model), { steps: failed.steps });
    expect(retried).toMatchObject({ kind: 'replied', text: 'Yes.', usage });
    expect(model.calls).toHaveLength(1);
  });
});

describe('limits', () => {
  test('a model that calls tools for ever ends with a person, and few tools run', async () => {
    const run = vi.fn(frameOnly.run);
    const days = ['today', 'tomorrow', 'week', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
    const model = scriptedModel(...days.map((day) => calls(hoursOf(day), hoursOf(`${day} `))));
    const outcome = await turn(portsWith(model, { tool: { ...frameOnly, run } }));
    expect(outcome).toMatchObject({ kind: 'handed_off', reason: 'model_call_limit', text: HANDOFF_TEXT });
    expect(model.calls).toHaveLength(LIMITS.modelCalls);
    expect(run).toHaveBeenCalledTimes(LIMITS.toolCalls);
    expect(toolTexts(model.calls[6]?.messages).at(-1)).toMatch(/^Error: Not done: at most 8 tool calls/);
    expect(model.calls.map((call) => call.params.toolChoice).slice(0, 5)).toEqual([
      ...['auto', 'auto', 'auto', 'auto'],
      'none',
    ]);
  });

  test('the very same call is made twice, and then its result stands', async () => {
    const run = vi.fn(frameOnly.run);
    const again = calls(hoursOf('today'));
    const model = scriptedModel(again, again, again, says('Yes.'));
    expect(await turn(portsWith(model, { tool: { ...frameOnly, run } }))).toMatchObject({ kind: 'replied' });
    expect(run).toHaveBeenCalledTimes(LIMITS.identicalCalls);
    expect(toolTexts(model.calls[3]?.messages).at(-1)).toMatch(
      /^Error: Not done: you have made this very call 2 times/,
    );
  });

  test('the last call that is allowed is given no tools, and its words are the answer', async () => {
    const model = scriptedModel(calls(hoursOf('today')), calls(hoursOf('tomorrow')), says('I think so.'));
    const frame = clinicFrame('Are you open?', { limits: { modelCalls: 3 } });
    const outcome = await advance({ frame, ports: portsWith(model), signal: never });
    expect(outcome).toMatchObject({ kind: 'replied', text: 'I think so.' });
    expect(model.calls.map((call) => call.params.toolChoice)).toEqual(['auto', 'auto', 'none']);
  });

  test('a turn that has read and written enough ends with a person, also when it goes on from a journal', async () => {
    const frame = clinicFrame('Are you open?', { limits: { tokens: 110 } });
    const outcome = await advance({ frame, ports: portsWith(scriptedModel(calls(hoursOf('today')))), signal: never });
    expect(outcome).toMatchObject({ kind: 'handed_off', reason: 'token_limit' });
    const resumed = await advance({ frame, ports: portsWith(lookThenSay()), steps: outcome.steps, signal: never });
    expect(resumed).toMatchObject({ kind: 'handed_off', reason: 'token_limit', steps: [] });
  });

  test('a turn that makes too many requests ends with a person', async () => {
    const frame = clinicFrame('Are you open?', { limits: { requests: 1 } });
    const model = lookThenSay();
    const outcome = await advance({ frame, ports: portsWith(model), signal: never });
    expect(outcome).toMatchObject({ kind: 'handed_off', reason: 'request_limit' });
    expect(model.calls).toHaveLength(1);
  });

  test('a turn whose time is up ends with a person', async () => {
    const late = new AbortController();
    const model: ModelPort = {
      ...scriptedModel(),
      call: () => {
        late.abort(new LimitReached('time_limit', 'the turn took too long'));
        return new Promise(() => undefined);
      },
    };
    expect(await turn(portsWith(model), { signal: late.signal })).toMatchObject({
      kind: 'handed_off',
      reason: 'time_limit',
    });
  });

  test('where there is no room at the provider the turn waits, and keeps what it has', async () => {
    const model = scriptedModel(calls(hoursOf('today')), new MustWait('provider_limit', 4_000));
    const outcome = await turn(portsWith(model));
    expect(outcome).toMatchObject({ kind: 'later', afterMs: 4_000, reason: 'provider_limit' });
    expect(keysOf(outcome)).toContain('tool:think#1.0');
  });

  test('an agent’s own limits hold within those, and never beyond', async () => {
    const own = (limits: { modelCalls: number; toolCalls: number }) => clinicFrame('Are you open?', { limits });
    const endless = () => scriptedModel(calls(hoursOf('today'), hoursOf('tomorrow')));
    const tight = endless();
    const outcome = await advance({
      frame: own({ modelCalls: 3, toolCalls: 1 }),
      ports: portsWith(tight),
      signal: never,
    });
    expect(outcome).toMatchObject({ kind: 'handed_off', reason: 'model_call_limit' });
    expect(tight.calls.map((call) => call.params.toolChoice)).toEqual(['auto', 'none', 'none']);
    expect(toolTexts(tight.calls[2]?.messages).at(-1)).toMatch(/at most 1 tool calls/);
    const wide = endless();
    await advance({ frame: own({ modelCalls: 999, toolCalls: 999 }), ports: portsWith(wide), signal: never });
    expect(wide.calls).toHaveLength(LIMITS.modelCalls);
  });

  test('of a thousand calls at once a handful is taken up', async () => {
    const tool = vi.fn(frameOnly.run);
    const model = scriptedModel(
      calls(...Array.from({ length: 1_000 }, (_, day) => hoursOf(`2026-04-${10 + (day % 20)}`))),
      says('Enough.'),
    );
    expect(await turn(portsWith(model, { tool: { ...frameOnly, run: tool } }))).toMatchObject({
      kind: 'replied',
      text: 'Enough.',
    });
    expect(tool).toHaveBeenCalledTimes(LIMITS.toolCalls);
    expect(model.calls[1]?.messages).toHaveLength(2 + LIMITS.toolCalls);
  });
});

describe('a call that cannot be carried out becomes a result that the model can read', () => {
  const poison = JSON.parse('{"day":"today","__proto__":{"admin":true}}');
  test.each<[string, ModelAnswer['toolCalls'][number], RegExp]>([
    ['a wrong value', hoursOf('fryday'), /^Error: The arguments are not right\..*must be today, tomorrow, /s],
    ['a missing value', { name: 'get_opening_hours', args: {} }, /^Error: The arguments are not right\..*day/s],
    [
      'no object',
      { name: 'get_opening_hours', args: '{"day": "tod' },
      /^Error: The arguments could not be read: \{"day"/,
    ],
    ['poison', { name: 'get_opening_hours', args: poison }, /^Error: .*refused key "__proto__"/],
    ['an unknown tool', { name: 'issue_refund', args: {} }, /^Error: There is no tool "issue_refund"\.$/],
  ])('%s', async (_, call, result) => {
    const tool = vi.fn(frameOnly.run);
    const model = scriptedModel(calls(call), says('Sorry.'));
    expect(await turn(portsWith(model, { tool: { ...frameOnly, run: tool } }))).toMatchObject({
      kind: 'replied',
      text: 'Sorry.',
    });
    expect(toolTexts(model.calls[1]?.messages)).toEqual([expect.stringMatching(result)]);
    expect(tool).not.toHaveBeenCalled();
  });

  test('a tool that the agent was not given is unknown to it', async () => {
    const model = scriptedModel(calls(hoursOf('today')), says('Sorry.'));
    const outcome = await advance({ frame: clinicFrame('Hi', { tools: [] }), ports: portsWith(model), signal: never });
    expect(outcome.kind).toBe('replied');
    expect(model.calls[0]?.tools).toEqual([]);
    expect(toolTexts(model.calls[1]?.messages)).toEqual(['Error: There is no tool "get_opening_hours".']);
  });
});

describe('failures', () => {
  test('a tool that breaks is tried again later; the others of its step are kept', async () => {
    const broken = new Error('connection lost');
    const tool: ToolPort['run'] = async (use, perform) => {
      if ((use.input as { day: string }).day === 'saturday') throw broken;
      return frameOnly.run(use, perform);
    };
    const outcome = await turn(portsWith(lookThenSay(), { tool: { ...frameOnly, run: tool } }));
    expect(outcome).toMatchObject({
      kind: 'failed',
      retryable: true,
      reason: { code: 'tool_error', message: 'get_opening_hours: connection lost' },
    });
    expect(keysOf(outcome).slice(2)).toEqual(['think#1', 'decide:think#1.0', 'decide:think#1.1', 'tool:think#1.1']);
    const retried = await turn(portsWith(scriptedModel(says('Yes.'))), { steps: outcome.steps });
    expect(keysOf(retried)).toEqual(['tool:think#1.0', 'think#2', 'guard:out#1']);
  });

  test('a result that does not look as the tool promises is a failure of the tool', async () => {
    const outcome = await turn(portsWith(lookThenSay(), returning({ days: 'all' })));
    expect(outcome).toMatchObject({ kind: 'failed', retryable: true, reason: { code: 'tool_error' } });
    expect(keysOf(outcome).slice(2)).toEqual(['think#1', 'decide:think#1.0', 'decide:think#1.1']);
  });

  test('what a tool did not promise to return does not enter the run', async () => {
    const smuggled = { now: { date: '2026-03-13', time: '09:30', open: null }, days: null, lc: 1, secret: 'x' };
    const outcome = await turn(portsWith(lookThenSay(), returning(smuggled)));
    expect(outcome.steps.find(({ key }) => key === 'tool:think#1.0')?.response).toEqual({
      ok: true,
      output: { now: smuggled.now, days: null },
    });
  });

  test('a provider that refuses for good is not asked again', async () => {
    const refused = new ProviderError('openai', 'no such key', { status: 401 });
    const outcome = await turn(portsWith(scriptedModel(refused)));
    expect(outcome).toMatchObject({ kind: 'failed', retryable: false, reason: { message: 'openai: no such key' } });
  });

  test('a defect is thrown, not dressed up as an ending', async () => {
    await expect(turn(portsWith(scriptedModel(new TypeError('a bug'))))).rejects.toThrow('a bug');
  });

  test('what does not look like a frame in the journal is none: the one that is given holds, unless something was done', async () => {
    const [step] = (await turn(portsWith(lookThenSay()))).steps;
    if (!step) throw new Error('nothing was recorded');
    const spoiled = { ...step, response: { ...(step.response as object), clock: 'yesterday' } };
    const outcome = await turn(portsWith(lookThenSay()), { steps: [spoiled] });
    expect(outcome).toMatchObject({ kind: 'replied', divergence: { step: 'frame', part: 'response' } });
    const withEffect = turn(portsWith(lookThenSay()), { steps: [spoiled], effects: ['tool:think#1.0'] });
    expect(await withEffect).toMatchObject({ kind: 'diverged', at: { step: 'frame', part: 'response' } });
  });
});

describe('abort', () => {
  const deaf = (begun: () => void): ModelPort => ({
    ...scriptedModel(),
    call: () => {
      begun();
      return new Promise(() => undefined);
    },
  });

  test('ends a turn in the middle of a call, even of a port that does not listen', async () => {
    const lost = new AbortController();
    const outcome = await turn(portsWith(deaf(() => lost.abort(new Error('the lane was lost')))), {
      signal: lost.signal,
    });
    expect(outcome).toMatchObject({
      kind: 'failed',
      retryable: true,
      reason: { code: 'aborted', message: 'the lane was lost' },
    });
    expect(keysOf(outcome)).toEqual(['frame', 'guard:in']);
  });

  test('between two steps nothing more is asked, and what was done is kept', async () => {
    const lost = new AbortController();
    const model = lookThenSay();
    const tool: ToolPort['run'] = async (...call) => {
      const result = await frameOnly.run(...call);
      lost.abort('gone');
      return result;
    };
    const outcome = await turn(portsWith(model, { tool: { ...frameOnly, run: tool } }), { signal: lost.signal });
    expect(outcome).toMatchObject({ kind: 'failed', retryable: true, reason: { code: 'aborted', message: 'gone' } });
    expect(model.calls).toHaveLength(1);
    expect(keysOf(outcome).slice(0, 3)).toEqual(['frame', 'guard:in', 'think#1']);
  });

  test('a turn whose time is over before it began asks nothing', async () => {
    const model = lookThenSay();
    const outcome = await turn(portsWith(model), { signal: AbortSignal.abort(new Error('too late')) });
    expect(outcome).toMatchObject({ kind: 'failed', reason: { code: 'aborted' } });
    expect(model.calls).toEqual([]);
  });
});
