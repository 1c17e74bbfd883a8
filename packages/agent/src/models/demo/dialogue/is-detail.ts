import type { Clause } from '../hear/clauses.ts';
import type { Dialogue } from './dialogue.ts';
import { isAbout, type Matter } from './matter.ts';

/** Whether a clause says something about the matter that is open, without naming it. */
export function isDetail({ question, choices }: Dialogue, clause: Clause, open: Matter): boolean {
  const { days, times, window, shift, amount, percent, order, reference, service, relative, name, numbers, reason } =
    clause;
  if (clause.topics.has('hours') || clause.topics.has('address') || clause.topics.has('identity')) return false;
  const isAsked = isAbout(question, open.kind) && !open.fresh;
  if (isAsked && (clause.answer || question === 'details')) return true;
  if (isAsked && question === 'service' && clause.topics.size === 0) return true;
  if (isAsked && question === 'slot' && clause.more) return true;
  if (choices.length > 0 && isAsked && (clause.pick !== null || clause.isAny)) return true;
  if (open.kind === 'ticket') return open.fresh;
  if (open.kind === 'refund' && (amount || order || reason || numbers.length > 0)) return true;
  if (open.kind === 'order' || open.kind === 'discount')
    return Boolean(order || percent || reason || numbers.length > 0);
  const said =
    days.length + times.length + numbers.length > 0 || window || shift || reference || service || relative || name;
  return Boolean(said) || clause.isAny;
}
