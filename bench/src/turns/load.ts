import { Pool } from 'undici';

export type Send = (n: number) => Promise<void>;

/** Sends so many per second for a time, on schedule whether or not earlier ones have been answered. */
export async function paced(send: Send, perSecond: number, seconds: number): Promise<void> {
  const began = performance.now();
  const sent: Array<Promise<void>> = [];
  // Kept until all are answered: an error that nobody waits for yet would end the process, and leave its servers behind.
  let failure: unknown = null;
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = began + (n / perSecond) * 1_000;
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    sent.push(
      send(n).catch((error: unknown) => {
        failure ??= error;
      }),
    );
  }
  await Promise.all(sent);
  if (failure) throw failure;
}

/** Sends as fast as so many connections are answered, for a time; answers how many were. */
export async function flood(send: Send, connections: number, seconds: number): Promise<number> {
  const end = performance.now() + seconds * 1_000;
  let n = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) await send(n++);
    }),
  );
  return n;
}

export type Posted = { path: string; headers: Record<string, string>; body: string };

/** POSTs on kept connections; anything but the expected status ends the bench. */
export function poster(url: string, connections: number) {
  const pool = new Pool(url, { connections, pipelining: 1 });

  async function ask(posted: Posted, expected: number): Promise<string> {
    const answer = await pool.request({ method: 'POST', ...posted });
    const text = await answer.body.text();
    if (answer.statusCode !== expected)
      throw new Error(`${posted.path} answered ${answer.statusCode}: ${text.slice(0, 200)}`);
    return text;
  }

  return {
    send: async (posted: Posted, expected: number): Promise<void> => void (await ask(posted, expected)),
    async post(path: string, headers: Record<string, string>, body: object, expected: number): Promise<unknown> {
      const json = { 'content-type': 'application/json', ...headers };
      return JSON.parse(await ask({ path, headers: json, body: JSON.stringify(body) }, expected));
    },
    close: () => pool.close(),
  };
}
