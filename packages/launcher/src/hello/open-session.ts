import { request } from 'node:http';

export type VisitorSession = { token: string; agentName: string; modelLabel: string | null };

export type SessionAsk = { apiUrl: string; channelId: string; origin: string };

const WITHIN_MS = 5_000;

/** A visitor's session as the chat page would open it, for the command that people paste. */
export async function openSession({ apiUrl, channelId, origin }: SessionAsk): Promise<VisitorSession> {
  const { status, text } = await postJson(`${apiUrl}/v1/chat/sessions`, { origin }, { channel: channelId });
  if (status !== 201) throw new Error(`The api opened no chat session: ${status} ${text.slice(0, 300)}`);
  const session = JSON.parse(text) as { token: string; agent: { name: string; model_label: string | null } };
  return { token: session.token, agentName: session.agent.name, modelLabel: session.agent.model_label };
}

function postJson(
  url: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const ask = request(
      url,
      { method: 'POST', agent: false, timeout: WITHIN_MS, headers: { ...headers, 'content-type': 'application/json' } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          text += part;
        });
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      },
    );
    ask.on('timeout', () => ask.destroy(new Error(`no answer from ${url}`)));
    ask.on('error', reject);
    ask.end(JSON.stringify(body));
  });
}
