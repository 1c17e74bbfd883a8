const SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}(?:KEY|CERTIFICATE)/u,
  /\beyJ[\w-]{8,}\.[\w-]{8,}/u,
  /\b(?:sk|pk|rk|whsec|xapp|xox[a-z]|gh[opsu]|github_pat|glpat|shpat)[-_][\w-]{8,}/iu,
  /\b(?:AKIA|ASIA)[0-9A-Z]{12,}/u,
  /\bAIza[\w-]{20,}/u,
  /\b(?:bearer|basic) +[\w.~+/-]{12,}/iu,
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,64}:[^\s@]{1,128}@/iu,
  /\b(?:passwor[dt]|passcode|passphrase|api[ _-]?key|secret(?: key)?|access token)\b[^\S\n]{0,3}(?:is|are|=|:|lautet)[^\S\n]{0,3}\S/iu,
];
const LONG_WORD = /[A-Za-z0-9_+=-]{32,}/gu;

/** Whether a text holds what looks like a key, a token or a password. */
export const looksSecret = (text: string): boolean =>
  SHAPES.some((shape) => shape.test(text)) ||
  (text.match(LONG_WORD) ?? []).some((word) => /\d/u.test(word) && /[A-Za-z]/u.test(word));
