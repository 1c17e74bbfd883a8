import type { Json } from '../../../json.ts';
import { getOpeningHours } from '../../../tools/get-opening-hours.ts';
import type { Appointment } from './calendar.ts';
import { type Clinic, clinicOf } from './clinic.ts';
import type { Start } from './dialogues.ts';
import { frameIn } from './frame-in.ts';
import { bookedAt, centsOf, type Order, ordersOf } from './start.ts';
import {
  type Args,
  availability,
  freeAt,
  mineOf,
  Refused,
  serviceOf,
  shown,
  textOf,
  upcoming,
  visit,
} from './visits.ts';

/** What the tools of a rehearsal act on: one clinic, and one customer of it. */
export type World = ReturnType<typeof createWorld>;

const CURRENCY = 'GBP';

export function createWorld(start: Start = {}, clinic: Clinic = clinicOf(start)) {
  const booked: Appointment[] = bookedAt(clinic, start);
  const orders: Order[] = ordersOf(start);
  const tickets: Array<{ reference: string; subject: string; description: string }> = [];
  const mails: Array<{ subject: string; body: string }> = [];
  const world = { booked, orders, tickets, mails, handedOff: false };

  const tools: Record<string, (args: Args) => Json | Promise<Json>> = {
    get_opening_hours: async (args) =>
      (await getOpeningHours.run(
        { frame: frameIn(clinic), signal: new AbortController().signal } as never,
        getOpeningHours.input.parse(args),
      )) as Json,
    check_availability: (args) => availability(clinic, booked, args),
    book_appointment: (args) => {
      const [service, date, time] = [serviceOf(clinic, args), textOf(args, 'date'), textOf(args, 'time')];
      const resource = freeAt(clinic, booked, { service, date, time, resource: args.resource });
      const made = {
        ...visit(clinic, { reference: `APT-NEW${booked.length}`, service, date, time, resource, mine: true }),
        ...pick(args, 'name', 'note'),
      };
      booked.push(made);
      return { appointment_id: made.reference, ...shown(made) };
    },
    reschedule_appointment: (args) => {
      const mine = mineOf(booked, args);
      const [date, time] = [textOf(args, 'date'), textOf(args, 'time')];
      const others = booked.filter((one) => one !== mine);
      const resource = freeAt(clinic, others, { service: mine.service, date, time });
      Object.assign(mine, visit(clinic, { ...mine, date, time, resource }));
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
      const cents = args.amount === undefined ? left : centsOf(String(args.amount));
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

  return { ...world, clinic, tools: Object.keys(tools), use, isHandedOff: () => world.handedOff };
}

function orderOf(orders: readonly Order[], number: Json | undefined): Order {
  const order = number === undefined ? orders[0] : orders.find((one) => one.number === number);
  if (!order) throw new Refused('not_found: there is no such order');
  return order;
}

const pick = (args: Args, ...names: string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (typeof args[name] === 'string' ? [[name, args[name]]] : [])));

const money = (cents: number): string => (cents / 100).toFixed(2);

/** A world in which nothing can be done: every tool refuses with these words. */
export const refusingWorld = (error: string): World => ({ ...createWorld(), use: async () => `Error: ${error}` });
