import type { Conversation, ConversationLine } from '@parley/shared/contract/conversations';
import { expect, test } from 'vitest';
import {
  contactLabel,
  conversationFilter,
  conversationState,
  conversationsHref,
  deliveryState,
  endsItsTurn,
  ownerWords,
  parseConversationSearch,
  turnState,
} from './conversations.ts';

const AT = '2026-11-20T09:00:00.000Z';
const conversation = (changes: Partial<Conversation> = {}): Conversation => ({
  id: 'conv_1',
  channel: { id: 'chan_1', kind: 'web_chat', name: 'Web site' },
  contact: { id: 'cont_01k9abcdef', address: null },
  agent: { id: 'agt_1', name: 'Robin' },
  owner: { kind: 'agent', user_id: null, name: null },
  waiting: 0,
  running: false,
  dead: 0,
  last: null,
  created_at: AT,
  updated_at: AT,
  ...changes,
});
const person = (user_id: string | null, name: string | null) => ({ owner: { kind: 'person' as const, user_id, name } });
const line = (changes: Partial<ConversationLine>): ConversationLine => ({
  ...{ id: 'msg_1', cursor: '1', author: 'contact', author_name: null, text: 'hello', at: AT, model: null },
  ...{ status: null, status_reason: null, turn_id: 'turn_1', turn_state: 'replied', turn_reason: null },
  ...changes,
});

test('the address keeps what is asked for, and forgets what nobody knows', () => {
  const search = parseConversationSearch({ q: ' umbrella ', state: 'dead', owner: 'somebody', from: '2026-11-20' });
  expect(search).toEqual({ q: 'umbrella', state: 'dead', from: '2026-11-20' });
  expect(conversationsHref(search)).toBe('/conversations?q=umbrella&state=dead&from=2026-11-20');
  expect(conversationsHref(parseConversationSearch({ channel: 'agt_1', agent: ['agt_1', 'agt_2'] }))).toBe(
    '/conversations',
  );
});

test('both days are among what is shown', () => {
  const { from, to } = conversationFilter({ from: '2026-11-20', to: '2026-11-20' });
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 3_600_000);
});

test.each([
  [{}, 'Answered'],
  [{ waiting: 1 }, 'Waits'],
  [{ waiting: 1, running: true }, 'Is being answered'],
  [person('usr_1', 'Ada'), 'A person answers'],
  [{ dead: 1, waiting: 1 }, 'Not answered'],
  [{ dead: 1, last: { author: 'person', text: 'Ada here', at: AT, status: 'sent' } }, 'Answered'],
  [{ last: { author: 'agent', text: 'Hello', at: AT, status: 'undelivered' } }, 'Did not arrive'],
  [{ dead: 1, ...person(null, null) }, 'Waits for a person'],
])('of %j the list says: %s', (changes, word) => {
  expect(conversationState(conversation(changes)).word).toBe(word);
});

test('who answers is told from where one stands', () => {
  expect(ownerWords(conversation(), 'usr_1')).toBe('Robin');
  expect(ownerWords(conversation(person('usr_1', 'Ada')), 'usr_1')).toBe('You');
  expect(ownerWords(conversation(person('usr_2', 'Ben')), 'usr_1')).toBe('Ben');
  expect(ownerWords(conversation(person('usr_2', null)), 'usr_1')).toBe('A person who has left');
  expect(ownerWords(conversation(person(null, null)), 'usr_1')).toBe('Nobody yet');
});

test('a visitor without an address is told apart by the end of their id', () => {
  expect(contactLabel(conversation())).toBe('Visitor abcdef');
  expect(contactLabel(conversation({ contact: { id: 'cont_1', address: '+15550100' } }))).toBe('+15550100');
});

test('how far an answer has come, also in a word that is newer than the page', () => {
  expect(deliveryState(line({ status: 'undelivered' }))).toEqual({ tone: 'bad', word: 'Not delivered' });
  expect(deliveryState(line({ status: 'teleported' }))).toEqual({ tone: 'muted', word: 'teleported' });
  expect(deliveryState(line({}))).toBeNull();
});

test('a message says how its turn stands where no answer says it', () => {
  expect(turnState(line({}))).toBeNull();
  expect(turnState(line({ turn_state: 'running' }))?.word).toBe('The agent is at work on it');
  expect(turnState(line({ turn_state: 'silent', turn_reason: 'person_owns' }))?.word).toBe(
    'For the person who answers',
  );
  expect(turnState(line({ turn_state: 'dead', turn_reason: 'model_error' }))?.word).toBe('Given up: the model failed');
  expect(turnState(line({ turn_state: 'silent', turn_reason: 'new_reason' }))?.word).toBe('Not answered: new reason');
});

test('a turn of several messages is spoken of once, at its last', () => {
  const [first, second] = [line({ id: 'msg_1' }), line({ id: 'msg_2' })];
  expect([endsItsTurn(first, second), endsItsTurn(second, line({ author: 'agent' }))]).toEqual([false, true]);
  expect(endsItsTurn(second, undefined)).toBe(true);
});
