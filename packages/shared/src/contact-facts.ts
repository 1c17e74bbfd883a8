import { z } from 'zod';
import { unstorable } from './storable-text.ts';

export const FACT_TYPES = ['text', 'number', 'date', 'boolean'] as const;
export type FactType = (typeof FACT_TYPES)[number];

/** So many of one contact, so that what every run reads stays short. */
export const MOST_FACTS = 30;

export const factNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be small letters, digits and underscores, such as preferred_dentist');

/** A date is written as one: `2026-03-14`. */
export const factValueSchema = z.union([
  z
    .string()
    .trim()
    .min(1)
    .max(500)
    .refine((text) => !unstorable(text), 'must be ordinary text'),
  z.number(),
  z.boolean(),
]);
export type FactValue = z.infer<typeof factValueSchema>;

const isDate = (value: string): boolean => z.iso.date().safeParse(value).success;

export const factType = (value: FactValue): FactType => {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return 'number';
  return isDate(value) ? 'date' : 'text';
};

export function factValue(type: string, text: string): FactValue {
  if (type === 'number') return Number(text);
  return type === 'boolean' ? text === 'true' : text;
}
