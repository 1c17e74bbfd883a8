import { DEMO_OWNER } from '@parley/core/demo/demo-owner';
import { addressOf, type ChildFacts } from '../environment/child-env.ts';
import type { WhoAnswers } from '../hello/ask-api.ts';
import { curlCommand } from '../hello/curl.ts';
import type { BoxRow } from '../terminal/box.ts';

export type Summary = {
  facts: ChildFacts;
  model: WhoAnswers;
  readyInSeconds: string;
};

/** What people open, by the name under which it is shown. */
export function addressesOf(facts: ChildFacts): Record<string, string> {
  const api = addressOf('api', facts);
  const web = addressOf('web', facts);
  if (facts.mode === 'production') return { 'Status page': web, 'API docs': `${api}/docs` };
  const street = addressOf('street', facts);
  return {
    'Chat page': `${street}/chat`,
    'Two phones': `${street}/phones`,
    'Status page': web,
    'API docs': `${api}/docs`,
    'Sent mails': `${street}/mails`,
  };
}

export function summaryRows({ facts, model, readyInSeconds }: Summary): BoxRow[] {
  const addresses = Object.entries(addressesOf(facts)).map(([label, value]) => ({ label, value }));
  return [
    ...addresses,
    ...(facts.mode === 'demo'
      ? [{ label: 'Sign in as', value: `${DEMO_OWNER.email} · ${facts.secrets.demoPassword}` }]
      : []),
    null,
    { label: 'Who answers', value: model.label },
    ...(model.demo ? [{ label: '', value: 'A real one: set OPENAI_API_KEY or ANTHROPIC_API_KEY in .env' }] : []),
    { label: 'Mode', value: `${facts.mode}, ${facts.modeWhy}` },
    { label: 'Logs', value: '.parley/logs' },
    null,
    { label: 'Ready in', value: `${readyInSeconds} · Ctrl-C stops everything · pnpm run doctor looks it over` },
  ];
}

/** The command that sends a message as a visitor of the chat page and waits for the answer. */
export const helloCommand = (apiUrl: string, origin: string, token: string): string =>
  curlCommand({
    url: `${apiUrl}/v1/chat/messages`,
    headers: {
      Authorization: `Bearer ${token}`,
      Origin: origin,
      'Content-Type': 'application/json',
      Prefer: 'wait=10',
    },
    body: { id: 'hello-1', text: 'When are you open on Saturday?' },
  });
