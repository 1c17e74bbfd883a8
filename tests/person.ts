import { until } from '@parley/testkit/until';
import type { Platform } from './platform.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers of every endpoint, asserted field by field by the tests that read them.
export type Reply = { status: number; body: any; headers: Headers };

/** Someone at a browser: keeps cookies, and says which page it calls from as browsers do. */
export type Person = {
  email: string;
  cookies: Map<string, string>;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
};

export const PASSWORD = 'harbour-street-21';

export function createPerson(platform: Pick<Platform, 'api'>, email: string): Person {
  const cookies = new Map<string, string>();
  return {
    email,
    cookies,
    async call(method, path, body, headers = {}) {
      const response = await fetch(`${platform.api.url}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(method === 'GET' ? {} : { origin: platform.api.url }),
          ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      for (const line of response.headers.getSetCookie()) keep(cookies, line);
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === '' || /max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

/** The token in the newest letter with this subject to this address. */
export async function tokenInLetter(platform: Platform, to: string, subject: string): Promise<string> {
  const letter = await until(
    () =>
      platform.street.mail.ledger.entries.findLast((mail) => mail.to.includes(to) && mail.subject.includes(subject)),
    { what: `a letter to ${to}: ${subject}` },
  );
  const [, token = ''] = /token=([^\s]+)/.exec(letter.text) ?? [];
  return decodeURIComponent(token);
}

/** Someone who has signed up, confirmed the address and signed in. */
export async function signedInPerson(platform: Platform, email: string, name = 'Ada'): Promise<Person> {
  const person = createPerson(platform, email);
  await expectOk(person.call('POST', '/v1/auth/sign-up/email', { name, email, password: PASSWORD }));
  const token = await tokenInLetter(platform, email, 'Confirm');
  await expectOk(person.call('POST', '/v1/auth/verify-email', { token }));
  await expectOk(person.call('POST', '/v1/auth/sign-in/email', { email, password: PASSWORD }));
  return person;
}

async function expectOk(reply: Promise<Reply>): Promise<void> {
  const { status, body } = await reply;
  if (status !== 200) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
}
