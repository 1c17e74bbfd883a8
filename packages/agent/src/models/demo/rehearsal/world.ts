import { clinicFrame } from '../../../fixtures/clinic.ts';
import type { Json } from '../../../json.ts';
import { getOpeningHours } from '../../../tools/get-opening-hours.ts';
import { addMinutes } from '../hear/times.ts';
import {
  type Appointment,
  hoursOn,
  nextDateWithSlots,
  RESOURCES,
  SERVICES,
  serviceNamed,
  slotsOn,
} from './calendar.ts';

type Args = Record<string, Json>;
type Order = {
  number: string;
  placed_on: string;
  status: string;
  items: string[];
  cents: number;
  refunded: number;
  discount: number;
};

/** What the tools of a rehearsal act on: one clinic, and one customer of it. It is Friday 13 March 2026, 9:30 in London. */
export type World = ReturnType<typeof createWorld>;

export const NOW = { date: '2026-03-13', time: '09:30' };
const HOURS = clinicFrame('').business.openingHours;
const CURRENCY = 'GBP';

class Refused extends Error {}

const visit = (
  reference: string,
  service: string,
  date: string,
  time: string,
  resource: string,
  mine: boolean,
): Appointment => ({
  reference,
  service,
  date,
  time,
  until: addMinutes(time, SERVICES[service] ?? 30),
  resource,
  mine,
});

export type Start = { appointments?: Array<{ service: string; date: string; time: string }>; orders?: boolean };

export function createWorld({ appointments = [], orders: hasOrders = true }: Start = {}) {
  const booked: Appointment[] = [
    // Tuesday 17 March at 10:00 is taken with both.
    ...RESOURCES.map((resource, index) => visit(`APT-AAA${index}`, 'check-up', '2026-03-17', '10:00', resource, false)),
    ...appointments.map(({ service, date, time }, index) =>
      visit(`APT-MINE${index + 1}`, service, date, time, RESOURCES[0], true),
    ),
  ];
  const orders: Order[] = hasOrders
    ? [
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
      ]
    : [];
  const tickets: Array<{ reference: string; subject: string; description: string }> = [];
  const mails: Array<{ subject: string; body: string }> = [];
  const world = { booked, orders, tickets, mails, handedOff: false };

  const tools: Record<string, (args: Args) => Json | Promise<Json>> = {
    get_opening_hours: async (args) =>
      (await getOpeningHours.run(
        { frame: clinicFrame(''), signal: new AbortController().signal } as never,
        getOpeningHours.input.parse(args),
      )) as Json,
    check_availability: (args) => availability(booked, args),
    book_appointment: (args) => {
      const [service, date, time] = [serviceOf(args), textOf(args, 'date'), textOf(args, 'time')];
      const resource = freeAt(booked, service, date, time, args.resource);
      const made = {
        ...visit(`APT-NEW${booked.length}`, service, date, time, resource, true),
        ...pick(args, 'name', 'note'),
      };
      booked.push(made);
      return { appointment_id: made.reference, ...shown(made) };
    },
    reschedule_appointment: (args) => {
      const mine = mineOf(booked, args);
      const [date, time] = [textOf(args, 'date'), textOf(args, 'time')];
      const others = booked.filter((one) => one !== mine);
      const resource = freeAt(others, mine.service, date, time);
      Object.assign(mine, visit(mine.reference, mine.service, date, time, resource, true));
      return shown(mine);
    },
    cancel_appointment: (args) => {
      const mine = mineOf(booked, args);
      booked.splice(booked.indexOf(mine), 1);
      return { ...shown(mine), cancelled: true };
    },
    list_appointments: () => ({ appointments: upcoming(booked).map(shown) }),
    create_ticket: (args) => {
      const ticket = {
        reference: `TKT-${tickets.length + 1}00`,
        subject: textOf(args, 'subject'),
        description: textOf(args, 'description'),
      };
      tickets.push(ticket);
      return { reference: ticket.reference };
    },
    lookup_order: (args) => {
      const { cents, refunded, discount: _, ...order } = orderOf(orders, args.number);
      return { ...order, total: money(cents), currency: CURRENCY, refundable: money(cents - refunded), refunds: [] };
    },
    issue_refund: (args) => {
      const order = orderOf(orders, args.order_number);
      const left = order.cents - order.refunded;
      const cents = args.amount === undefined ? left : Math.round(Number(args.amount) * 100);
      if (!(cents > 0 && cents <= left)) throw new Refused(`over_refundable: at most ${money(left)} can be refunded`);
      order.refunded += cents;
      return {
        refund_reference: `REF-${order.number}`,
        amount: money(cents),
        currency: CURRENCY,
        order_number: order.number,
      };
    },
    apply_discount: (args) => {
      const order = orderOf(orders, args.order_number);
      const percent = Number(args.percent);
      if (!(percent >= 1 && percent <= 50)) throw new Refused('percent must be 1 to 50');
      order.discount = percent;
      return { order_number: order.number, percent, total: money(order.cents * (1 - percent / 100)) };
    },
    send_email: (args) => {
      mails.push({ subject: textOf(args, 'subject'), body: textOf(args, 'body') });
      return { sent: true };
    },
    withdraw_request: () => ({ withdrawn: false, message: 'there is nothing waiting' }),
    handoff_to_human: () => {
      world.handedOff = true;
      return { handed_off: true };
    },
  };

  /** The result as a model reads it. */
  async function use(name: string, args: Args): Promise<string> {
    try {
      const tool = tools[name];
      if (!tool) throw new Refused(`There is no tool "${name}".`);
      return JSON.stringify(await tool(args));
    } catch (error) {
      if (error instanceof Refused) return `Error: ${error.message}`;
      throw error;
    }
  }

  return { ...world, tools: Object.keys(tools), use, isHandedOff: () => world.handedOff };
}

function availability(booked: readonly Appointment[], args: Args): Json {
  const service = args.service === undefined ? 'check-up' : serviceOf(args);
  const date = textOf(args, 'date');
  const minutes = SERVICES[service] ?? 30;
  const hours = openingHours();
  const on = (day: string) =>
    slotsOn(hours, booked, day, minutes, NOW).filter(({ start }) => isIn(start, args.part_of_day));
  const slots = on(date);
  const next = slots.length === 0 ? nextDateWithSlots(date, (day) => on(day).length > 0) : undefined;
  return {
    service,
    date,
    time_zone: 'Europe/London',
    slots,
    closed: hoursOn(hours, date).length === 0,
    ...(next ? { next_date_with_slots: next } : {}),
  };
}

const isIn = (start: string, part: Json | undefined): boolean =>
  part === 'morning' ? start < '12:00' : part === 'afternoon' ? start >= '12:00' : true;

function freeAt(booked: readonly Appointment[], service: string, date: string, time: string, wanted?: Json): string {
  if (`${date} ${time}` <= `${NOW.date} ${NOW.time}`) throw new Refused('in_the_past: that time is over');
  const slots = slotsOn(openingHours(), booked, date, SERVICES[service] ?? 30, NOW);
  const busy = (name: string) => booked.some((one) => one.resource === name && one.date === date && one.time === time);
  const slot = slots.find(({ start }) => start === time);
  if (slot && wanted === undefined) return slot.resource;
  const named = RESOURCES.find((name) => name === wanted);
  if (slot && named && !busy(named)) return named;
  const isOpen = hoursOn(openingHours(), date).some(
    ({ from, to }) => from <= time && addMinutes(time, SERVICES[service] ?? 30) <= to,
  );
  if (!isOpen) throw new Refused(`closed: ${time} on ${date} is outside the opening hours`);
  throw new Refused(
    `slot_taken: ${time} on ${date} is taken; free then: ${slots.map(({ start }) => start).join(', ')}`,
  );
}

function mineOf(booked: readonly Appointment[], args: Args): Appointment {
  const mine = upcoming(booked);
  const found = args.reference === undefined ? mine : mine.filter(({ reference }) => reference === args.reference);
  const [one] = found;
  if (!one) throw new Refused('not_found: there is no such upcoming appointment');
  if (found.length > 1) throw new Refused(`several: ${found.map(({ reference }) => reference).join(', ')}`);
  return one;
}

const upcoming = (booked: readonly Appointment[]): Appointment[] =>
  booked.filter(({ mine }) => mine).sort((a, b) => (a.date + a.time < b.date + b.time ? -1 : 1));

const shown = ({ mine: _, name: __, note: ___, ...one }: Appointment): Record<string, string> => one;

function orderOf(orders: readonly Order[], number: Json | undefined): Order {
  const order = number === undefined ? orders[0] : orders.find((one) => one.number === number);
  if (!order) throw new Refused('not_found: there is no such order');
  return order;
}

function serviceOf(args: Args): string {
  const service = serviceNamed(textOf(args, 'service'));
  if (!service)
    throw new Refused(
      `unknown_service: there is no service "${textOf(args, 'service')}". Services: ${Object.keys(SERVICES).join(', ')}`,
    );
  return service;
}

function textOf(args: Args, name: string): string {
  const value = args[name];
  if (typeof value !== 'string' || value === '') throw new Refused(`${name} is missing`);
  return value;
}

const pick = (args: Args, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (typeof args[name] === 'string' ? [[name, args[name]]] : [])));

const money = (cents: number): string => (cents / 100).toFixed(2);

function openingHours() {
  if (!HOURS) throw new Error('the clinic of the fixtures has opening hours');
  return HOURS;
}

/** A world in which nothing can be done: every tool refuses with these words. */
export const refusingWorld = (error: string): World => ({ ...createWorld(), use: async () => `Error: ${error}` });
