import { ParleyError } from '@parley/shared/errors';

/** Why something could not be booked, moved or cancelled: an ending that is expected. */
export type CalendarRefusal =
  | { kind: 'unknown_service'; asked: string | null; services: string[] }
  | { kind: 'unknown_resource'; asked: string; resources: string[] }
  | { kind: 'slot_taken' | 'not_offered'; date: string; time: string; free: string[] }
  | { kind: 'too_far'; date: string; last: string }
  | { kind: 'already_booked'; reference: string; date: string; time: string }
  | { kind: 'no_such_appointment' }
  | { kind: 'which_appointment'; appointments: string[] }
  | { kind: 'appointment_over'; reference: string }
  | { kind: 'no_such_contact' };

/** What it means and what to do instead, for a model and for a caller of the API alike. */
export function wordsOf(refusal: CalendarRefusal): string {
  switch (refusal.kind) {
    case 'unknown_service':
      return refusal.asked === null
        ? `Say which service: ${list(refusal.services)}.`
        : `There is no service “${refusal.asked}”. There are: ${list(refusal.services)}.`;
    case 'unknown_resource':
      return `“${refusal.asked}” does not offer this. These do: ${list(refusal.resources)}.`;
    case 'slot_taken':
      return `${refusal.date} ${refusal.time} is taken. Free then: ${list(refusal.free)}.`;
    case 'not_offered':
      return `${refusal.date} ${refusal.time} cannot be booked: no appointment begins at that time. Free then: ${list(refusal.free)}.`;
    case 'too_far':
      return `${refusal.date} is too far ahead. The last day that can be booked is ${refusal.last}.`;
    case 'already_booked':
      return `That visit is booked already, on ${refusal.date} at ${refusal.time}: ${refusal.reference}.`;
    case 'no_such_appointment':
      return 'There is no upcoming appointment like this.';
    case 'which_appointment':
      return `There are several appointments. Say which one, by its reference: ${refusal.appointments.join('; ')}.`;
    case 'appointment_over':
      return `${refusal.reference} has begun already or was cancelled, so it cannot be changed.`;
    case 'no_such_contact':
      return 'There is no contact with this id. GET /v1/contacts lists them.';
  }
}

const list = (words: readonly string[]): string => (words.length > 0 ? words.join(', ') : 'none');

const NOT_FOUND = new Set<CalendarRefusal['kind']>(['no_such_appointment', 'no_such_contact']);

/** For doors at which a refusal is an error. */
export const refusedBy = (refusal: CalendarRefusal): ParleyError =>
  new ParleyError(NOT_FOUND.has(refusal.kind) ? 'not_found' : 'conflict', refusal.kind, wordsOf(refusal));
