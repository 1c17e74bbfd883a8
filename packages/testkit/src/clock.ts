/** The tests' clock: it stands still until a test moves it. */
export type TestClock = {
  now: () => Date;
  advance(ms: number): void;
  set(at: Date): void;
};

export function createTestClock(start = new Date('2026-03-02T09:00:00.000Z')): TestClock {
  let ms = start.getTime();
  return {
    now: () => new Date(ms),
    advance(by) {
      ms += by;
    },
    set(at) {
      ms = at.getTime();
    },
  };
}
