import { expect, test } from 'vitest';
import { foreignLanguageOf } from './language.ts';

test.each([
  ['Ich möchte einen Termin für morgen', 'German'],
  ['Hola, quiero una cita para mañana', 'Spanish'],
  ['Bonjour, je voudrais un rendez-vous', 'French'],
  ['Vorrei un appuntamento per favore', 'Italian'],
  ['你们星期天开门吗', 'other'],
  ['Вы открыты завтра?', 'other'],
  ['I would like an appointment', null],
  ['Can I see Dr de la Cruz on Monday?', null],
  ['ok', null],
  ['??', null],
])('%s', (text, language) => {
  expect(foreignLanguageOf(text)).toBe(language);
});
