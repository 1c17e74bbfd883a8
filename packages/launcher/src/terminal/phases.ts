import { liveRegion } from './live-region.ts';
import { seconds } from './seconds.ts';
import type { Terminal } from './terminal.ts';
import { padTo } from './width.ts';

export type Clock = { now(): number; every(ms: number, tick: () => void): () => void };

export const wallClock: Clock = {
  now: () => performance.now(),
  every: (ms, tick) => {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
};

/** Says what the phase is doing now; what it said last stands on its finished line. */
export type Say = (detail: string) => void;

export type Phases = {
  run<T>(name: string, work: (say: Say) => Promise<T>): Promise<T>;
  /** A line for people between the phases, kept above the moving ones. */
  note(line: string): void;
  /** Nothing more is shown of phases that still run; notes are. */
  close(): void;
  /** All phases so far, in the order in which they began. */
  states(): PhaseState[];
};

export type PhaseState = { name: string; detail: string; ms: number; state: 'running' | 'done' | 'failed' };

type Phase = {
  name: string;
  detail: string;
  state: PhaseState['state'];
  startedAt: number;
  endedAt: number | null;
  nextWordAt: number;
};

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const REDRAW_MS = 80;
const NAME_COLUMNS = 14;
const DETAIL_COLUMNS = 56;
/** In a redirected output a long phase says that it still lives after 5 s, then every 10 s. */
const FIRST_WORD_MS = 5_000;
const WORD_MS = 10_000;

export function showPhases(terminal: Terminal, clock: Clock): Phases {
  const all: Phase[] = [];
  const running = new Set<Phase>();
  const region = liveRegion(terminal);
  let closed = false;
  let stopTicking: (() => void) | null = null;

  const msOf = ({ startedAt, endedAt }: Phase) => (endedAt ?? clock.now()) - startedAt;
  const line = (mark: string, phase: Phase): string =>
    ` ${mark} ${padTo(phase.name, NAME_COLUMNS)} ${terminal.paint('dim', padTo(phase.detail, DETAIL_COLUMNS))} ${seconds(msOf(phase)).padStart(7)}`;
  const spinner = (): string => SPINNER[Math.floor(clock.now() / REDRAW_MS) % SPINNER.length] ?? '';
  const draw = () => region.draw([...running].map((phase) => line(terminal.paint('cyan', spinner()), phase)));

  const sayStillRunning = () => {
    for (const phase of running) {
      if (clock.now() < phase.nextWordAt) continue;
      phase.nextWordAt += WORD_MS;
      terminal.write(`${line('…', phase).trimEnd()}\n`);
    }
  };

  const begin = (name: string): Phase => {
    const startedAt = clock.now();
    const nextWordAt = startedAt + FIRST_WORD_MS;
    const phase: Phase = { name, detail: '', state: 'running', startedAt, endedAt: null, nextWordAt };
    all.push(phase);
    running.add(phase);
    if (closed) return phase;
    stopTicking ??= clock.every(REDRAW_MS, terminal.live ? draw : sayStillRunning);
    if (terminal.live) draw();
    return phase;
  };
  const end = (phase: Phase, state: 'done' | 'failed') => {
    running.delete(phase);
    phase.state = state;
    phase.endedAt = clock.now();
    if (closed) return;
    if (terminal.live) draw();
    region.print(line(state === 'done' ? terminal.paint('green', '✓') : terminal.paint('red', '✗'), phase));
    if (running.size > 0) return;
    stopTicking?.();
    stopTicking = null;
  };

  return {
    async run(name, work) {
      const phase = begin(name);
      try {
        const result = await work((detail) => {
          phase.detail = detail;
        });
        end(phase, 'done');
        return result;
      } catch (error) {
        end(phase, 'failed');
        throw error;
      }
    },
    note: (text) => region.print(text),
    states: () => all.map((phase) => ({ name: phase.name, detail: phase.detail, state: phase.state, ms: msOf(phase) })),
    close: () => {
      closed = true;
      stopTicking?.();
      stopTicking = null;
      region.clear();
    },
  };
}
