'use client';

import './globals.css';
import { ButtonLink } from '../components/button.tsx';

/** When even the frame of the pages fails: it brings its own document, and needs no script. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-4 px-4">
          <h1 className="font-semibold text-xl tracking-tight">Parley’s dashboard failed</h1>
          <p className="text-muted">The error is ours, not yours. It is in the log of the web process.</p>
          {error.digest && <p className="font-mono text-xs">{error.digest}</p>}
          <ButtonLink href="/">Load it again</ButtonLink>
        </main>
      </body>
    </html>
  );
}
