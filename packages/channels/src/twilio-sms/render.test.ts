import { countSegments } from '@parley/testkit/street/sms-segments';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderSms, SMS_LIMITS } from './render.ts';
import { measureSms } from './segments.ts';
import { plainEnough } from './typography.ts';

describe('segments', () => {
  test.each([
    ['', 'gsm7', 1],
    ['a'.repeat(160), 'gsm7', 1],
    ['a'.repeat(161), 'gsm7', 2],
    ['a'.repeat(306), 'gsm7', 2],
    ['a'.repeat(307), 'gsm7', 3],
    ['[]{}\\~|^€\f'.repeat(8), 'gsm7', 1],
    [`${'[]{}\\~|^€\f'.repeat(8)}a`, 'gsm7', 2],
    // An escape stays with its character: 152 places and one of two go on in the next part.
    [`${'a'.repeat(152)}€${'a'.repeat(152)}€`, 'gsm7', 3],
    ['ж'.repeat(70), 'ucs2', 1],
    ['ж'.repeat(71), 'ucs2', 2],
    ['ж'.repeat(135), 'ucs2', 3],
    ['🦷'.repeat(35), 'ucs2', 1],
    ['🦷'.repeat(36), 'ucs2', 2],
    // 67 units hold 33 pairs.
    ['🦷'.repeat(67), 'ucs2', 3],
    ['ç', 'ucs2', 1],
    ['`', 'ucs2', 1],
  ])('%j is %s in %i', (text, encoding, segments) => {
    expect(measureSms(text)).toEqual({ encoding, segments });
  });

  test('agree with the carrier of the street on any text', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'é', '€', '[', 'ж', '🦷', '\n', '“'), maxLength: 500 });
    fc.assert(fc.property(texts, (text) => measureSms(text).segments === countSegments(text)));
  });
});

describe('typography', () => {
  test.each([
    ['“Hello”, it’s 9–17 … see you', '"Hello", it\'s 9-17 ... see you'],
    ['9\u00a0am\u202f–\u2009noon', '9 am - noon'],
    ['e\u0301te\u0301', 'été'],
    ['soft\u00adhyphen\u200b', 'softhyphen'],
    ['plain already', 'plain already'],
    // Needed in any case: what is typed stays.
    ['“Hi” 🦷', '“Hi” 🦷'],
    ['“Привет”', '“Привет”'],
    // Three dots for each would take more segments than it saves.
    ['…'.repeat(70), '…'.repeat(70)],
  ])('%j is sent as %j', (text, sent) => {
    expect(plainEnough(text)).toBe(sent);
  });
});

describe('a reply as messages', () => {
  const sentence = 'We are open from nine to five on weekdays. ';

  test('a short one is one message', () => {
    expect(renderSms('  Your visit is booked – see you! ')).toEqual({
      messages: [{ text: 'Your visit is booked - see you!', encoding: 'gsm7', segments: 1 }],
      segments: 1,
      shortened: false,
    });
  });

  test('a long one is cut between sentences, and nothing of it is lost', () => {
    const reply = sentence.repeat(22).trim();
    const { messages, shortened } = renderSms(reply);
    expect(shortened).toBe(false);
    expect(messages).toHaveLength(2);
    expect(messages.every(({ text }) => text.startsWith('We are') && text.endsWith('weekdays.'))).toBe(true);
    expect(messages.map(({ text }) => text).join(' ')).toBe(reply);
  });

  test('what is over the budget is left out, and the text says so', () => {
    const { messages, segments, shortened } = renderSms(sentence.repeat(60));
    expect(shortened).toBe(true);
    expect(segments).toBeLessThanOrEqual(SMS_LIMITS.segmentsPerReply);
    expect(messages.at(-1)?.text).toMatch(/weekdays\. \(\.\.\.\)$/);
    expect(messages[0]?.text).toMatch(/weekdays\.$/);
  });

  test('a decimal, an address and an ellipsis are no end of a sentence', () => {
    const limits = { segmentsPerMessage: 1, segmentsPerReply: 9 };
    const { messages } = renderSms(
      `${'x'.repeat(100)} it costs 12.50 at www.harbour.example and then some more. ${'y '.repeat(30)}`,
      limits,
    );
    expect(messages[0]?.text).toBe(`${'x'.repeat(100)} it costs 12.50 at www.harbour.example and then some more.`);
  });

  test('one word without end, also of pairs, is cut where the room ends and no character is broken', () => {
    const { messages, shortened } = renderSms('🦷'.repeat(200));
    expect(shortened).toBe(false);
    expect(messages.map(({ text }) => text).join('')).toBe('🦷'.repeat(200));
    expect(messages.every(({ text }) => text.isWellFormed())).toBe(true);
  });

  test('nothing to say is no message', () => {
    expect(renderSms(' \n ')).toEqual({ messages: [], segments: 0, shortened: false });
  });

  test('any reply keeps to its limits, and loses no word unless it says so', () => {
    const words = fc.constantFrom(
      'Hello',
      'wörld.',
      'it’s',
      '🦷',
      'Привет!',
      '€12.50',
      '…',
      'x'.repeat(200),
      '\n\n',
      '[x]',
    );
    const limits = fc.record({
      segmentsPerMessage: fc.integer({ min: 1, max: 4 }),
      segmentsPerReply: fc.integer({ min: 4, max: 12 }),
    });
    const letters = (text: string) => plainEnough(text).replace(/[\s"'’.…–-]/g, '');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 120 }), limits, (said, { segmentsPerMessage, segmentsPerReply }) => {
        const reply = said.join(' ');
        const { messages, segments, shortened } = renderSms(reply, { segmentsPerMessage, segmentsPerReply });
        expect(segments).toBeLessThanOrEqual(segmentsPerReply);
        for (const message of messages) {
          expect(message.segments).toBeLessThanOrEqual(segmentsPerMessage);
          expect(message.text.trim()).not.toBe('');
        }
        if (!shortened) expect(letters(messages.map(({ text }) => text).join(' '))).toBe(letters(reply));
      }),
    );
  });
});
