import { expect, test } from 'vitest';
import { type Command, fitting, grouped } from './commands.ts';

const commands: Command[] = [
  { id: 'members', group: 'Go to', name: 'Members', also: 'people' },
  { id: 'teams', group: 'Go to', name: 'Teams' },
  { id: 'invite', group: 'Do', name: 'Invite a member' },
  { id: 'zoe', group: 'Switch to', name: 'Zoë’s Clinic' },
  { id: 'dark', group: 'Theme', name: 'Dark' },
];
const found = (typed: string) => fitting(commands, typed).map(({ id }) => id);

test.each([
  ['', ['members', 'teams', 'invite', 'zoe', 'dark']],
  ['   ', ['members', 'teams', 'invite', 'zoe', 'dark']],
  ['mem', ['members', 'invite']],
  ['people', ['members']],
  ['a member', ['invite']],
  ['inv mem', ['invite']],
  ['zoe', ['zoe']],
  ['ZOË', ['zoe']],
  ['theme', ['dark']],
  ['eam', ['teams']],
  ['(', []],
  ['members nothing', []],
])('%s', (typed, expected) => {
  expect(found(typed)).toEqual(expected);
});

test('groups keep their commands together', () => {
  const mixed = [commands[0], commands[2], commands[1]] as Command[];
  expect(grouped(mixed).map(({ group, commands: own }) => [group, own.length])).toEqual([
    ['Go to', 2],
    ['Do', 1],
  ]);
});
