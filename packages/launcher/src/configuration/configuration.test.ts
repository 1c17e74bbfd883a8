import { secretSchema, variable } from '@parley/shared/env';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { allVariables } from './all-variables.ts';
import { BEGIN, END, markdownTable, withTable } from './markdown-table.ts';

const host = variable(z.string().default('127.0.0.1'), { doc: 'Where | to listen.', example: '0.0.0.0' });
const shapes = {
  api: { HOST: host, SECRET: variable(secretSchema(32), { doc: 'Signs.', example: 'x', secret: true }) },
  worker: { HOST: host, REDIS_URL: variable(z.string().optional(), { doc: 'Queue.', example: 'redis://a' }) },
};

test('a variable that several processes read is one row, with what happens when it is not set', () => {
  expect(markdownTable(allVariables(shapes)).split('\n').slice(2)).toEqual([
    '| `HOST` | Where \\| to listen. | `127.0.0.1` | `0.0.0.0` | api, worker |',
    '| `SECRET` | Signs. | required; `pnpm start` makes it | `x` | api |',
    '| `REDIS_URL` | Queue. | – | `redis://a` | worker |',
  ]);
});

test('a wrong value is told in the words of its schema', () => {
  const secret = allVariables(shapes).find((entry) => entry.name === 'SECRET');
  expect(secret?.problemWith('short')).toMatch(/too short/);
  expect(secret?.problemWith('h2Hk9-vq_Zr81LmNcT0pQwXyB7dEfGaJ')).toBeNull();
});

test('only what stands between the marks changes', () => {
  const page = `# Parley\n\n${BEGIN}\nold\n${END}\n\nmore\n`;
  expect(withTable(page, 'new')).toBe(`# Parley\n\n${BEGIN}\nnew\n${END}\n\nmore\n`);
  expect(() => withTable('# Parley', 'new')).toThrow(/no line/);
});

test('every variable of every process says what it is for and shows an example', () => {
  const entries = allVariables();
  expect(entries.length).toBeGreaterThan(20);
  expect(entries.filter(({ doc, example }) => doc === '' || example === '').map(({ name }) => name)).toEqual([]);
});

test('an example of a value is a value that would be taken, unless it stands for a secret', () => {
  const wrong = allVariables().filter(({ example, secret, problemWith }) => !secret && problemWith(example));
  expect(wrong.map(({ name }) => name)).toEqual([]);
});
