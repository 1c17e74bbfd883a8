import type { Mail } from './mailer.ts';

export type Letter = {
  to: Mail['to'];
  subject: string;
  /** What happened and what to do, a paragraph each. */
  before: string[];
  action: { label: string; url: string };
  /** How long the link is good, and what to do when it was not you. */
  after: string[];
};

/** One letter twice over: as plain text, and as a page that needs no picture, script or style sheet. */
export function writeMail({ to, subject, before, action, after }: Letter): Mail {
  const greeting = to.name === '' ? 'Hello,' : `Hello ${to.name},`;
  const text = [greeting, ...before, `${action.label}:\n${action.url}`, ...after].join('\n\n');
  const paragraphs = (lines: string[]) => lines.map((line) => `<p style="${P}">${escaped(line)}</p>`).join('\n');
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;background:#f4f5f4;color:#17211c;font:16px/1.55 system-ui,sans-serif">
<div style="max-width:32rem;margin:0 auto;padding:2.5rem 1.5rem">
<p style="${P}font-weight:600">Parley</p>
${paragraphs([greeting, ...before])}
<p style="${P}"><a href="${escaped(action.url)}" style="${BUTTON}">${escaped(action.label)}</a></p>
${paragraphs(after)}
<p style="${P}font-size:13px;color:#5b6861">If the button does nothing, open this address:<br>${escaped(action.url)}</p>
</div>
</body>
</html>
`;
  return { to, subject: oneLine(subject), text: `${text}\n`, html };
}

/** Words that somebody else wrote, without a link of ours: plain text, and a page that shows it as text. */
export function writePlainMail(words: { address: string; subject: string; body: string; organisation: string }): Mail {
  const { address, subject, body, organisation } = words;
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body style="margin:0;color:#17211c;font:16px/1.55 system-ui,sans-serif">
<div style="max-width:32rem;margin:0 auto;padding:2rem 1.5rem;white-space:pre-wrap">${escaped(body)}\n\n${escaped(organisation)}</div>
</body>
</html>
`;
  const text = `${body}\n\n${organisation}\n`;
  return { to: { name: '', email: address }, subject: oneLine(subject), text, html };
}

const P = 'margin:0 0 1rem;';
const BUTTON =
  'display:inline-block;padding:.65rem 1.1rem;border-radius:.5rem;background:#17614a;color:#fff;text-decoration:none;font-weight:600';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

// A name that someone chose may stand in a subject: it must not begin a header of its own.
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
