import { describe, expect, test } from 'vitest';
import { plainOf } from './plain.ts';
import { scan } from './scan.ts';
import { takeTimes, takeWindow } from './times.ts';

function read(text: string) {
  const plain = plainOf(text);
  const from = scan(plain);
  const window = takeWindow(from, plain);
  return { window, times: takeTimes(from, plain).map(({ time }) => time) };
}

describe('a time of day', () => {
  test.each([
    ['14:30', '14:30'],
    ['2.30pm', '14:30'],
    ['at 10', '10:00'],
    ['at 2', '14:00'],
    ['10am', '10:00'],
    ['12am', '00:00'],
    ['12 pm', '12:00'],
    ['half past two', '14:30'],
    ['half nine', '09:30'],
    ['quarter to three', '14:45'],
    ['quarter past 10', '10:15'],
    ['ten thirty', '10:30'],
    ["three o'clock", '15:00'],
    ['noon', '12:00'],
    ['07:30', '07:30'],
    ['make it 4 please', '16:00'],
  ])('%s', (text, time) => {
    expect(read(text).times).toEqual([time]);
  });

  test.each(['25:00', '13pm', 'at 99', 'for 2 people', 'order 1042', '10:75'])('%s is none', (text) => {
    expect(read(text).times).toEqual([]);
  });
});

test.each([
  ['after 3', { from: '15:00' }],
  ['before noon', { until: '12:00' }],
  ['between 2 and 4', { from: '14:00', until: '16:00' }],
  ['in the morning', { until: '12:00' }],
  ['Wednesday afternoon', { from: '12:00' }],
  ['after work', { from: '17:00' }],
  ['from 2pm onwards', { from: '14:00' }],
  ['good morning', null],
  ['half past two', null],
])('%s is a part of the day', (text, window) => {
  expect(read(text).window).toEqual(window);
});
