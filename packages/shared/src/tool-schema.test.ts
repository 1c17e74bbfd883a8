import { describe, expect, test } from 'vitest';
import { parserOf, type ToolObject, toolObjectSchema } from './tool-schema.ts';

const STOCK: ToolObject = {
  type: 'object',
  properties: {
    sku: { type: 'string', maxLength: 20, description: 'As it stands on the box' },
    amount: { type: 'integer', minimum: 1, maximum: 99 },
    size: { type: 'string', enum: ['S', 'M', 'L'] },
    tags: { type: 'array', items: { type: 'string' }, maxItems: 2 },
    to: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
    gift: { type: 'boolean' },
  },
  required: ['sku'],
};

test('a schema of plain fields is one', () => {
  expect(toolObjectSchema.safeParse(STOCK).success).toBe(true);
});

describe('is refused', () => {
  const nested = (levels: number): object =>
    levels === 0 ? { type: 'string' } : { type: 'object', properties: { in: nested(levels - 1) } };
  test.each([
    ['a pattern', { type: 'object', properties: { a: { type: 'string', pattern: '(a+)+$' } } }],
    ['a reference', { type: 'object', properties: { a: { $ref: 'https://evil.example/x' } } }],
    ['no object', { type: 'string' }],
    ['a poisoned name', { type: 'object', properties: { constructor: { type: 'string' } } }],
    ['a message of the model’s library', { type: 'object', properties: { lc: { type: 'integer' } } }],
    ['a required property that is not there', { type: 'object', properties: {}, required: ['a'] }],
    ['anything beside what is declared', { type: 'object', properties: {}, additionalProperties: true }],
    ['five levels', nested(5)],
    [
      'too many properties',
      {
        type: 'object',
        properties: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`p${i}`, { type: 'boolean' }])),
      },
    ],
  ])('%s', (_, schema) => {
    expect(toolObjectSchema.safeParse(schema).success).toBe(false);
  });
});

describe('arguments', () => {
  const parser = parserOf(STOCK, 'strict');
  test.each([
    [{ sku: 'A-1' }, true],
    [{ sku: 'A-1', amount: 99, size: 'M', tags: ['a', 'b'], to: { city: 'Whitby' }, gift: false }, true],
    [{}, false],
    [{ sku: 7 }, false],
    [{ sku: 'x'.repeat(21) }, false],
    [{ sku: 'A-1', amount: 100 }, false],
    [{ sku: 'A-1', amount: 1.5 }, false],
    [{ sku: 'A-1', size: 'XL' }, false],
    [{ sku: 'A-1', tags: ['a', 'b', 'c'] }, false],
    [{ sku: 'A-1', to: {} }, false],
    [{ sku: 'A-1', more: 1 }, false],
  ])('%j: %s', (given, right) => {
    expect(parser.safeParse(given).success).toBe(right);
  });
});

test('an answer loses what was not declared', () => {
  const given = { sku: 'A-1', secret: 's', to: { city: 'Whitby', street: 'x' } };
  expect(parserOf(STOCK, 'left_out').parse(given)).toEqual({ sku: 'A-1', to: { city: 'Whitby' } });
});
