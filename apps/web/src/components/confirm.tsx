'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { type ReactNode, useState } from 'react';
import { Button, Submit } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { Failure } from './failure.tsx';
import { Field, Form } from './form.tsx';

export type ConfirmProps = {
  title: string;
  action: string;
  /** What has to be typed first, where it cannot be undone. */
  typed?: string;
  pending: boolean;
  failure: ApiError | null;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Asks before something ends, and says what will happen. */
export function Confirm({ title, action, typed, pending, failure, onConfirm, onClose, children }: ConfirmProps) {
  const [given, setGiven] = useState('');
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSubmit={onConfirm}>
        <div className="text-muted">{children}</div>
        {typed !== undefined && (
          <Field
            name="typed"
            label={`Type ${typed} to confirm`}
            autoComplete="off"
            spellCheck={false}
            value={given}
            onChange={(event) => setGiven(event.target.value)}
          />
        )}
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Keep</Button>
          <Submit kind="danger" pending={pending} disabled={typed !== undefined && given.trim() !== typed}>
            {action}
          </Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
