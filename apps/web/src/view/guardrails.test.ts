import { expect, test } from 'vitest';
import { checksOn, choicesFor, guardrailsFrom } from './guardrails.ts';

const BEGUN = { avoid_topics: ['prices'], money_limit_cents: 100 };
const USUAL = ['card', 'iban', 'national_id'];

const from = (texts: Record<string, string>, hidden: string[] = USUAL, begun = {}) =>
  guardrailsFrom(
    { ...BEGUN, ...begun },
    (name) => texts[name] ?? '',
    () => hidden,
  );

test('what is left at what is usual is not written down', () => {
  expect(JSON.parse(JSON.stringify(from({ avoid_topics: 'prices' })))).toEqual(BEGUN);
});

test('what is chosen is', () => {
  const texts = {
    avoid_topics: '',
    reaction_claim: 'safe_reply',
    reaction_topic: 'nonsense',
    languages: 'EN, de',
    links: 'Book.Example.com\n',
    safe_reply_withheld: 'Ask the desk.',
  };
  expect(from(texts, ['email'])).toEqual({
    avoid_topics: [],
    money_limit_cents: 100,
    reactions: { claim: 'safe_reply' },
    hide_from_model: ['email'],
    languages: ['en', 'de'],
    links: ['book.example.com'],
    safe_replies: { withheld: 'Ask the desk.' },
  });
});

test('what was chosen before may be taken back', () => {
  const begun = { reactions: { claim: 'pass' as const }, hide_from_model: ['email' as const] };
  expect(from({}, USUAL, begun)).toMatchObject({ reactions: undefined, hide_from_model: USUAL });
});

test('each check offers what means something for it, and first what is usual', () => {
  expect(checksOn('message')[0]).toBe('injection');
  expect(choicesFor('secret').map(({ label }) => label)).toEqual([
    'As usual: have it written once more',
    'Have it written once more',
    'Say a fixed sentence',
    'Hand over to people',
  ]);
});
