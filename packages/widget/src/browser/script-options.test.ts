import { expect, it } from 'vitest';
import { readScriptOptions } from './script-options.ts';

const src = 'https://chat.example:8443/some/path/widget.js?v=1';
const read = (dataset: Record<string, string | undefined>) =>
  readScriptOptions({ src, dataset: { channel: 'chan_1', ...dataset } });

it('finds the api where the script came from', () => {
  expect(read({})).toEqual({
    apiOrigin: 'https://chat.example:8443',
    channel: 'chan_1',
    isOpen: false,
    title: null,
    color: undefined,
    target: null,
    theme: null,
  });
});

it('reads what the page says', () => {
  expect(read({ open: '' }).isOpen).toBe(true);
  expect(read({ open: 'true' }).isOpen).toBe(true);
  expect(read({ open: 'false' }).isOpen).toBe(false);
  expect(read({ theme: 'dark' }).theme).toBe('dark');
  expect(read({ theme: 'auto' }).theme).toBeNull();
  expect(read({ title: '', target: '' })).toMatchObject({ title: null, target: null });
});

it('says what is missing', () => {
  expect(() => readScriptOptions({ src, dataset: {} })).toThrow('data-channel="chan_…"');
});
