import { applyDiscount } from './apply-discount.ts';
import { bookAppointment } from './book-appointment.ts';
import { cancelAppointment } from './cancel-appointment.ts';
import { checkAvailability } from './check-availability.ts';
import { createTicket } from './create-ticket.ts';
import { getOpeningHours } from './get-opening-hours.ts';
import { handoffToHuman } from './handoff-to-human.ts';
import { issueRefund } from './issue-refund.ts';
import { listAppointments } from './list-appointments.ts';
import { lookupOrder } from './lookup-order.ts';
import { remember } from './remember.ts';
import { rescheduleAppointment } from './reschedule-appointment.ts';
import { sendEmail } from './send-email.ts';
import type { Tool } from './tool.ts';
import { withdrawRequest } from './withdraw-request.ts';

/** Every tool that comes with Parley and that an agent may be given, by name. */
export const catalog: readonly Tool[] = [
  getOpeningHours,
  checkAvailability,
  listAppointments,
  bookAppointment,
  rescheduleAppointment,
  cancelAppointment,
  createTicket,
  lookupOrder,
  issueRefund,
  applyDiscount,
  remember,
  sendEmail,
  withdrawRequest,
  handoffToHuman,
];

/** The tools of an agent version. A name that is gone since then is no longer offered to the model. */
export const toolsNamed = (names: readonly string[]): Tool[] => catalog.filter((tool) => names.includes(tool.name));
