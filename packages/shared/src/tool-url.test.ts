import { describe, expect, test } from 'vitest';
import { filledIn, placeholdersIn, wrongTemplate } from './tool-url.ts';

const STOCK = 'https://api.shop.example/stock/{sku}?store={store}';

describe('a template', () => {
  test.each([
    [STOCK, null],
    ['https://api.shop.example/', null],
    ['https://{host}/stock', 'host must not vary'],
    ['https://{host}.shop.example/stock', 'host must not vary'],
    ['https://api.shop.example:{port}/stock', 'host must not vary'],
    ['{scheme}://api.shop.example/', 'whole address'],
    ['/stock/{sku}', 'whole address'],
    ['https://api.shop.example/{a b}', 'letters, digits'],
    ['https://api.shop.example/{sku', 'letters, digits'],
    ['https://api.shop.example/#{sku}', 'never sent'],
  ])('%s', (template, wrong) => {
    if (wrong === null) expect(wrongTemplate(template)).toBeNull();
    else expect(wrongTemplate(template)).toContain(wrong);
  });

  test('names each of its parts once', () => {
    expect(placeholdersIn(`${STOCK}&again={sku}`)).toEqual(['sku', 'store']);
  });
});

describe('filled in', () => {
  test.each([
    ['A-1', 'north', 'https://api.shop.example/stock/A-1?store=north'],
    ['a/b', 'x&y=z', 'https://api.shop.example/stock/a%2Fb?store=x%26y%3Dz'],
    ['a?b#c', ' ', 'https://api.shop.example/stock/a%3Fb%23c?store=%20'],
    ['ünï', '', 'https://api.shop.example/stock/%C3%BCn%C3%AF?store='],
    [7, true, 'https://api.shop.example/stock/7?store=true'],
    ['@evil.example', '', 'https://api.shop.example/stock/%40evil.example?store='],
  ])('%j and %j', (sku, store, expected) => {
    expect(filledIn(STOCK, { sku, store })).toBe(expected);
  });

  test.each(['', '.', '..', '...', '\ud800'])('%j would lead elsewhere, or nowhere', (sku) => {
    expect(filledIn(STOCK, { sku, store: 'north' })).toBeNull();
  });

  test('what every object has is no value', () => {
    expect(filledIn('https://x.example/{constructor}', {})).toBeNull();
  });
});
