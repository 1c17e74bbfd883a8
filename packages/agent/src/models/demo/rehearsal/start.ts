import { addMinutes } from '../hear/times.ts';
import type { Appointment } from './calendar.ts';
import { type Clinic, EVERYONE } from './clinic.ts';
import type { Start } from './dialogues.ts';
import { visit } from './visits.ts';

export type Order = {
  number: string;
  placed_on: string;
  status: string;
  items: string[];
  cents: number;
  refunded: number;
  discount: number;
};

/** What stands in the calendar when a dialogue begins. */
export function bookedAt(clinic: Clinic, { appointments = [], busy = [] }: Start): Appointment[] {
  const [dentist = ''] = clinic.dentists;
  const taken = (date: string, from: string, to: string, names: readonly string[]): Appointment[] =>
    names.map((resource, index) => ({
      ...{ reference: `APT-AAA${index}`, service: 'taken', resource, mine: false },
      ...{ date, time: from, until: to },
    }));
  return [
    // In the usual clinic Tuesday 17 March at 10:00 is taken with both.
    ...taken('2026-03-17', '10:00', addMinutes('10:00', 30), clinic.dentists),
    ...busy.flatMap(({ date, from, to, resource }) =>
      taken(date, from, to, resource === EVERYONE ? clinic.dentists : [resource]),
    ),
    ...appointments.map(({ reference, resource = dentist, ...at }, index) =>
      visit(clinic, { reference: reference ?? `APT-MINE${index + 1}`, resource, mine: true, ...at }),
    ),
  ];
}

const USUAL_ORDERS: readonly Order[] = [
  {
    number: '1042',
    placed_on: '2026-03-03',
    status: 'shipped',
    items: ['Electric toothbrush', 'Floss'],
    cents: 12_000,
    refunded: 0,
    discount: 0,
  },
  {
    number: '1037',
    placed_on: '2026-02-10',
    status: 'delivered',
    items: ['Night guard'],
    cents: 4_500,
    refunded: 0,
    discount: 0,
  },
];

/** The customer's orders, newest first. */
export function ordersOf({ orders = true }: Start): Order[] {
  if (typeof orders === 'boolean') return orders ? USUAL_ORDERS.map((order) => ({ ...order })) : [];
  return orders.map(({ total, refundable = total, number, placed_on, status, items }) => ({
    ...{ number, placed_on, status, items, discount: 0 },
    cents: centsOf(total),
    refunded: centsOf(total) - centsOf(refundable),
  }));
}

export const centsOf = (amount: string): number => Math.round(Number(amount) * 100);
