/** What our side answered to a call of the street, or why there was no answer. */
export type Delivery = { status: number; body: string } | { status: null; error: string };

export type Post = { url: string; body: string; headers: Record<string, string>; timeoutMs: number };

/** One POST. No redirect is followed and no failure thrown: an answer that never came is a result too. */
export async function post({ url, body, headers, timeoutMs }: Post): Promise<Delivery> {
  try {
    const res = await fetch(url, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: res.status, body: await res.text() };
  } catch (error) {
    return { status: null, error: reasonOf(error) };
  }
}

/** `fetch` hides the reason ("connection refused") one level down. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
