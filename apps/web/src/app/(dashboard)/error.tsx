'use client';

import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void };

/** A fault of ours on one page; the navigation around it goes on working. */
export default function DashboardError({ error, reset }: ErrorPageProps) {
  return (
    <div role="alert">
      <Notice tone="bad" title="This page failed." action={<Button onClick={reset}>Show it again</Button>}>
        <p>
          The error is ours, not yours. If it comes again, tell whoever runs this installation what is written here.
        </p>
        <p className="mt-1 font-mono text-text text-xs">{error.digest ?? error.message}</p>
      </Notice>
    </div>
  );
}
