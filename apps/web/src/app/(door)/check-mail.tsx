'use client';

import type { ReactNode } from 'react';
import { Door, DoorLink } from './door.tsx';

export type CheckMailProps = { email: string; mailUrl: string | null; children: ReactNode; again?: ReactNode };

/** The same words whether the address has an account or not. */
export const CheckMail = ({ email, mailUrl, children, again }: CheckMailProps) => (
  <Door
    title="Check your mail"
    below={
      <p>
        <DoorLink href="/sign-in">Back to sign-in</DoorLink>
      </p>
    }
  >
    <div role="status" className="wrap-anywhere text-muted">
      <p>
        {children} <strong className="font-medium text-text">{email}</strong>. The link in it works once. It may take a
        minute, or be among the unwanted mail.
      </p>
    </div>
    {mailUrl && (
      <p className="text-muted">
        This is a demo: no mail leaves this machine.{' '}
        <a
          href={mailUrl}
          target="_blank"
          rel="noreferrer"
          className="font-medium text-accent underline-offset-4 hover:underline"
        >
          Read it in the mail catcher
        </a>
        .
      </p>
    )}
    {again}
  </Door>
);
