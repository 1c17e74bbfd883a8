import type { ChainReport } from '@parley/core/audit/verify';
import { seconds } from '../terminal/seconds.ts';

/** A worker seals each second; entries that wait this long say that none does. */
const SEALING_PROBLEM_MS = 60_000;

/** One organisation's record, in words. */
export function chainLines(report: ChainReport): string[] {
  return [verdictOf(report), ...unsealedOf(report)];
}

function verdictOf({ orgId, finding, head, entries, erased }: ChainReport): string {
  if (finding) {
    const where = [finding.block === null ? null : `block ${finding.block}`, finding.entryId]
      .filter(Boolean)
      .join(', ');
    return `${orgId}: BROKEN (${finding.kind}) at ${where}. ${finding.says}`;
  }
  if (!head) return `${orgId}: whole; nothing is sealed yet.`;
  const emptied = erased > 0 ? `, ${erased.toLocaleString('en')} with the personal part erased` : '';
  return `${orgId}: whole; ${count(entries, 'entry', 'entries')} in ${count(head.number, 'block')}${emptied}. It ends at ${head.number}:${head.hash}`;
}

function unsealedOf({ unsealed, oldestUnsealedMs }: ChainReport): string[] {
  if (unsealed === 0) return [];
  const age = oldestUnsealedMs ?? 0;
  const advice = age > SEALING_PROBLEM_MS ? ' Is a worker running? Its log says why it does not seal.' : '';
  return [`  ${count(unsealed, 'entry', 'entries')} not sealed yet, the oldest for ${seconds(age)}.${advice}`];
}

export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
