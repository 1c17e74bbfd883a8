/** `note`: neither good nor bad, such as a service that is not connected. Only `fail` means that something is broken. */
export type FindingState = 'ok' | 'note' | 'warn' | 'fail';

export type Finding = {
  state: FindingState;
  what: string;
  detail: string;
  /** What to do about it. */
  advice?: string;
};

export type Section = { title: string; findings: Finding[] };

export const ok = (what: string, detail: string): Finding => ({ state: 'ok', what, detail });
export const note = (what: string, detail: string, advice?: string): Finding => ({
  state: 'note',
  what,
  detail,
  advice,
});
export const warn = (what: string, detail: string, advice: string): Finding => ({
  state: 'warn',
  what,
  detail,
  advice,
});
export const fail = (what: string, detail: string, advice: string): Finding => ({
  state: 'fail',
  what,
  detail,
  advice,
});
