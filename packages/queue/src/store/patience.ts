export const CONNECT_MS = 2_000;
export const ANSWER_MS = 3_000;
/** How soon a quiet connection is checked by the operating system. */
export const KEEP_ALIVE_MS = 10_000;
/** How long a worker's fetch waits for a wake-up before it looks by itself. */
export const FETCH_MS = 2_000;
