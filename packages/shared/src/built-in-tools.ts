export type ToolEffect = 'read' | 'write' | 'money' | 'irreversible';

/** The tools that come with Parley, for whoever chooses an agent's: what each does, in a few words. */
export const BUILT_IN_TOOLS = {
  get_opening_hours: { effect: 'read', does: 'Tells the opening hours' },
  check_availability: { effect: 'read', does: 'Tells which times are free' },
  list_appointments: { effect: 'read', does: 'Tells the customer’s own upcoming appointments' },
  book_appointment: { effect: 'write', does: 'Books an appointment for the customer' },
  reschedule_appointment: { effect: 'write', does: 'Moves one of the customer’s own appointments' },
  cancel_appointment: { effect: 'write', does: 'Cancels one of the customer’s own appointments' },
  create_ticket: { effect: 'write', does: 'Notes something for a colleague to see to' },
  lookup_order: { effect: 'read', does: 'Tells one of the customer’s own orders' },
  issue_refund: { effect: 'money', does: 'Gives money back for one of the customer’s own orders' },
  apply_discount: { effect: 'money', does: 'Takes something off one of the customer’s own orders' },
  remember: { effect: 'write', does: 'Keeps a fact about the customer for later conversations' },
  send_email: { effect: 'irreversible', does: 'Writes an e-mail to the customer’s own address' },
  withdraw_request: { effect: 'write', does: 'Takes back what waits for a colleague’s yes' },
  handoff_to_human: { effect: 'write', does: 'Hands the conversation to a colleague' },
} as const satisfies Record<string, { effect: ToolEffect; does: string }>;

export type BuiltInTool = keyof typeof BUILT_IN_TOOLS;

export const isBuiltIn = (name: string): name is BuiltInTool => Object.hasOwn(BUILT_IN_TOOLS, name);
