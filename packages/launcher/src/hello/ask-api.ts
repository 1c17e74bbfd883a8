import { request } from 'node:http';

const WITHIN_MS = 5_000;

export type VisitorSession = { token: string };
export type WhoAnswers = { label: string; demo: boolean };

/** A visitor's session as the chat page would open it, for the command that people paste. */
export async function openSession(apiUrl: string, origin: string, channel: string): Promise<VisitorSession> {
  const text = await ask(`${apiUrl}/v1/chat/sessions`, { origin }, { channel });
  return JSON.parse(text) as VisitorSession;
}

export async function whoAnswers(apiUrl: string): Promise<WhoAnswers> {
  const status = JSON.parse(await ask(`${apiUrl}/v1/status`, {})) as { model: WhoAnswers };
  return status.model;
}

/** node:http, because loading fetch costs more than the question. */
function ask(url: string, headers: Record<string, string>, body?: unknown): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const options = { agent: false, timeout: WITHIN_MS, method: body ? 'POST' : 'GET' };
  const asked = request(url, { ...options, headers: { ...headers, 'content-type': 'application/json' } }, (answer) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (part: string) => {
      text += part;
    });
    answer.on('error', reject);
    answer.on('end', () => {
      const status = answer.statusCode ?? 0;
      if (status >= 200 && status < 300) resolve(text);
      else reject(new Error(`${url} answered ${status}: ${text.slice(0, 300)}`));
    });
  });
  asked.on('timeout', () => asked.destroy(new Error(`${url} does not answer`)));
  asked.on('error', reject);
  asked.end(body ? JSON.stringify(body) : undefined);
  return promise;
}
