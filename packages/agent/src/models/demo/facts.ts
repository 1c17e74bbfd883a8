import { FACTS_HEADING } from '../../prompt.ts';

/** What the prompt tells about the business. Whatever is not in it, the rules do not know. */
export type Facts = {
  agent: string;
  business: string;
  address: string | null;
  phone: string | null;
  today: string;
  time: string;
  /** 12/3 is the third of December. */
  monthFirst: boolean;
  services: string[];
  avoid: string[];
  bySms: boolean;
};

export function readFacts(system: string): Facts {
  const lines = system.slice(Math.max(0, system.indexOf(`\n${FACTS_HEADING}\n`)));
  const fact = (name: string) => new RegExp(`^${name}: (.+)$`, 'm').exec(lines)?.[1] ?? null;
  const now = fact('Now') ?? '';
  return {
    agent: /^You are ([^,]+),/.exec(system)?.[1] ?? 'the assistant',
    business: fact('Business') ?? 'this business',
    address: fact('Address'),
    phone: fact('Phone'),
    today: /\d{4}-\d{2}-\d{2}/.exec(now)?.[0] ?? '1970-01-01',
    time: /\b\d{2}:\d{2}\b/.exec(now)?.[0] ?? '00:00',
    monthFirst: /\((America\/|US\/|Pacific\/Honolulu)/.test(now),
    services: listOf(/^(?:Our |The )?(?:services|treatments)(?: are)?: ([^\n]+)$/im.exec(system)?.[1]),
    avoid: [...lines.matchAll(/^- Do not talk about this; say that you cannot: (.+)$/gm)].map(
      ([, topic = '']) => topic,
    ),
    bySms: /^You are [^\n]* by text message\.$/m.test(system),
  };
}

const listOf = (names: string | undefined): string[] =>
  (names ?? '')
    .replace(/\.$/, '')
    .split(/[,;]| and | or /)
    .map((name) => name.replace(/\(.*?\)/g, '').trim())
    .filter((name) => name !== '');
