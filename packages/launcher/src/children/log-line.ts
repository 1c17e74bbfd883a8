import type { Terminal } from '../terminal/terminal.ts';

/** A line of a child's log that people should see: what its logger calls a warning or worse. */
export type Complaint = { level: 'warn' | 'error' | 'fatal'; text: string };

const WARN = 40;
const ERROR = 50;
const FATAL = 60;
const LONGEST = 300;

export function readComplaint(line: string): Complaint | null {
  if (!line.startsWith('{')) return null;
  let entry: { level?: unknown; msg?: unknown; err?: { message?: unknown } };
  try {
    entry = JSON.parse(line);
  } catch {
    return null;
  }
  const level = levelOf(entry.level);
  if (!level) return null;
  const cause = typeof entry.err?.message === 'string' ? entry.err.message : null;
  const text = typeof entry.msg === 'string' ? entry.msg : '';
  return { level, text: oneLine([text, cause !== text ? cause : null].filter(Boolean).join(': ')) };
}

function levelOf(level: unknown): Complaint['level'] | null {
  if (level === 'warn' || level === 'error' || level === 'fatal') return level;
  if (typeof level !== 'number' || level < WARN) return null;
  return level >= FATAL ? 'fatal' : level >= ERROR ? 'error' : 'warn';
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, LONGEST);

export function tidyComplaint(terminal: Terminal, child: string, complaint: Complaint): string {
  const mark = terminal.paint(complaint.level === 'warn' ? 'yellow' : 'red', complaint.level === 'warn' ? '!' : '✗');
  return ` ${mark} ${child}: ${complaint.text}`;
}
