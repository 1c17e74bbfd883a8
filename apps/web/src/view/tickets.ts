import type { Ticket } from '@parley/shared/contract/tickets';
import type { Tone } from '../components/tone.ts';

export const TICKET_STATE: Record<Ticket['status'], { tone: Tone; word: string }> = {
  open: { tone: 'warn', word: 'Open' },
  in_progress: { tone: 'warn', word: 'In progress' },
  closed: { tone: 'good', word: 'Closed' },
};

export const TICKET_KIND: Record<Ticket['kind'], string> = {
  dead_turn: 'A message was given up',
  breaker: 'The agent was stopped',
  handed_off: 'Handed to people',
  customer: 'A customer asks',
};

export const PRIORITY: Record<Ticket['priority'], string> = { low: 'Low', normal: 'Normal', high: 'High' };
