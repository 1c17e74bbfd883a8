import { createHmac } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';

/** `whsec_…`, as Standard Webhooks writes a secret. */
export const webhookSecret = (bytes: Uint8Array): string => SECRET_PREFIX + Buffer.from(bytes).toString('base64');

export type WebhookMessage = {
  /** The same for every attempt, so that a receiver which takes it twice can tell. */
  id: string;
  at: Date;
  body: string;
  /** The newest first; more than one while a receiver changes over. */
  secrets: readonly string[];
};

/** The headers of Standard Webhooks: who knows the secret can tell that the body is ours, whole, and not an old one. */
export function signatureHeaders({ id, at, body, secrets }: WebhookMessage): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  const signatures = secrets.map((secret) => `v1,${signatureOf(secret, `${id}.${timestamp}.${body}`)}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

const signatureOf = (secret: string, content: string): string =>
  createHmac('sha256', Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64'))
    .update(content)
    .digest('base64');
