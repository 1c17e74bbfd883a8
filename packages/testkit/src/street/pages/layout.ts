import type { Response } from 'express';
import { type Html, html } from './html.ts';

export type Page = {
  title: string;
  styles: string;
  head?: Html;
  body: Html;
  /** More sources for the content security policy, by directive. */
  allow?: Record<string, string>;
};

const POLICY: Record<string, string> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'frame-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

export function policyWith(allow: Record<string, string> = {}): string {
  const directives = Object.entries(POLICY).map(([name, sources]) => `${name} ${sources} ${allow[name] ?? ''}`.trim());
  return directives.join('; ');
}

/** Nothing on a page comes from elsewhere, except what the page says it allows. */
export function sendPage(res: Response, { title, styles, head, body, allow }: Page): void {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${styles}">
${head ?? null}
</head>
<body>
${body}
</body>
</html>
`;
  res.set({
    'Content-Security-Policy': policyWith(allow),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  res.type('html').send(page.html);
}
