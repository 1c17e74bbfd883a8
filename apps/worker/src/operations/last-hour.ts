import { addHistograms, emptyHistogram, type LatencyHistogram, record } from '@parley/shared/latency-histogram';

export type LastHour = {
  count(turn: { failed: boolean; durationMs: number }): void;
  read(): { answered: number; failed: number; latency: LatencyHistogram };
};

type Minute = { minute: number; answered: number; failed: number; latency: LatencyHistogram };

const MINUTE_MS = 60_000;
const MINUTES = 60;

/** What this worker did in the last hour, minute by minute: bounded, and read without asking the database. */
export function createLastHour(now: () => Date): LastHour {
  let minutes: Minute[] = [];
  const current = () => Math.floor(now().getTime() / MINUTE_MS);
  const recent = () => {
    minutes = minutes.filter(({ minute }) => minute > current() - MINUTES);
    return minutes;
  };
  return {
    count({ failed, durationMs }) {
      let cell = recent().at(-1);
      if (cell?.minute !== current()) {
        cell = { minute: current(), answered: 0, failed: 0, latency: emptyHistogram() };
        minutes.push(cell);
      }
      if (failed) cell.failed += 1;
      else cell.answered += 1;
      record(cell.latency, durationMs);
    },
    read() {
      const cells = recent();
      return {
        answered: cells.reduce((sum, cell) => sum + cell.answered, 0),
        failed: cells.reduce((sum, cell) => sum + cell.failed, 0),
        latency: addHistograms(cells.map((cell) => cell.latency)),
      };
    },
  };
}
