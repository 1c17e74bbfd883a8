import type { Action } from './actions.ts';

/** `did`: "I have booked it". `is`: "it is booked". `will`: "a colleague will call you". */
export type Form = 'did' | 'is' | 'will';

export type Reading = { form: Form; pattern: RegExp; actions?: readonly Action[] };
