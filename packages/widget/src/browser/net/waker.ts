/** A sleep that something better than time may end: the network is back, the visitor looks again, or presses retry. */
export type Waker = { sleep(ms: number): Promise<void>; wake(): void };

export function createWaker(): Waker {
  let end = () => {};
  return {
    wake: () => end(),
    sleep: (ms) =>
      new Promise((resolve) => {
        const timer = Number.isFinite(ms) ? setTimeout(() => end(), ms) : undefined;
        end = () => {
          clearTimeout(timer);
          end = () => {};
          resolve();
        };
      }),
  };
}
