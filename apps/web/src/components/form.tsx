'use client';

import type { FormEvent, InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { useId } from 'react';

const CONTROL =
  'h-9 w-full min-w-0 rounded-md border border-border-strong bg-surface px-3 text-text shadow-card placeholder:text-muted disabled:opacity-60 aria-invalid:border-bad';

export type FormProps = { onSubmit: (values: Values) => void; label?: string; className?: string; children: ReactNode };

/** `exact` keeps the blanks around it, as a password needs. */
export type Values = {
  text: (name: string) => string;
  exact: (name: string) => string;
  all: (name: string) => string[];
};

/** `method="post"`: sent before the page runs, what was typed must not end in the address. */
export function Form({ onSubmit, label, className = 'flex flex-col gap-4', children }: FormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(valuesOf(new FormData(event.currentTarget)));
  };
  return (
    <form method="post" onSubmit={submit} aria-label={label} className={className}>
      {children}
    </form>
  );
}

const valuesOf = (data: FormData): Values => ({
  text: (name) => String(data.get(name) ?? '').trim(),
  exact: (name) => String(data.get(name) ?? ''),
  all: (name) => data.getAll(name).map(String),
});

type Around = { label: string; hint?: ReactNode; error?: string | null };

type FieldProps = Around & InputHTMLAttributes<HTMLInputElement> & { name: string };

export function Field({ label, hint, error, ...input }: FieldProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-hint` : undefined}
        className={CONTROL}
      />
    </Labelled>
  );
}

type TextProps = Around & TextareaHTMLAttributes<HTMLTextAreaElement> & { name: string };

/** Several lines; it grows with them, up to the height of the window. */
export function Text({ label, hint, error, ...area }: TextProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <textarea
        {...area}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={hint || error ? `${id}-hint` : undefined}
        className={`${CONTROL} field-sizing-content h-auto max-h-[70dvh] min-h-20 py-2`}
      />
    </Labelled>
  );
}

type ChoiceProps = Around & SelectHTMLAttributes<HTMLSelectElement> & { name: string };

export function Choice({ label, hint, error, children, ...select }: ChoiceProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <select {...select} id={id} aria-describedby={hint || error ? `${id}-hint` : undefined} className={CONTROL}>
        {children}
      </select>
    </Labelled>
  );
}

const Labelled = ({ id, label, hint, error, children }: Around & { id: string; children: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-1.5">
    <label htmlFor={id} className="font-medium">
      {label}
    </label>
    {children}
    {(error || hint) && (
      <p id={`${id}-hint`} className={`text-xs ${error ? 'text-bad' : 'text-muted'}`}>
        {error || hint}
      </p>
    )}
  </div>
);
