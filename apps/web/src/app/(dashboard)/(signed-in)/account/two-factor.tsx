'use client';

import { type ReactNode, useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { ME_KEY, useMe } from '../../../../api/use-me.ts';
import { State } from '../../../../components/badge.tsx';
import { Submit } from '../../../../components/button.tsx';
import { CopyButton } from '../../../../components/copy-button.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Field, Form } from '../../../../components/form.tsx';
import { QrCode } from '../../../../components/qr-code.tsx';
import { setupKeyOf } from '../../../../view/two-factor.ts';
import { NoPasswordYet } from './no-password-yet.tsx';

type Begun = { totp_uri: string; backup_codes: string[] };

export function TwoFactor() {
  const { me } = useMe();
  const [begun, setBegun] = useState<Begun | null>(null);
  const on = me?.user.two_factor === true;
  return (
    <div className="flex max-w-xl flex-col gap-4 px-4 py-4">
      <State tone={on ? 'good' : 'muted'}>{on ? 'On' : 'Off'}</State>
      {!on && !begun && me?.user.has_password === false && (
        <NoPasswordYet>To turn this on you confirm with a password that it is you.</NoPasswordYet>
      )}
      {!on && begun && <FirstCode begun={begun} onDone={() => setBegun(null)} />}
      {!on && !begun && me?.user.has_password !== false && <Begin onBegun={setBegun} />}
      {on && <End />}
    </div>
  );
}

function Begin({ onBegun }: { onBegun: (begun: Begun) => void }) {
  const { run, pending, failure } = useChange((password: string) => api.enableTwoFactor({ body: { password } }), {
    onDone: onBegun,
  });
  return (
    <>
      <p className="text-muted">
        Signing in then also asks for a code of an authenticator app on your phone. A stolen password alone is no use.
      </p>
      <PasswordForm pending={pending} onSubmit={run} action="Begin">
        <Failure failure={failure} />
      </PasswordForm>
    </>
  );
}

function End() {
  const { run, pending, failure } = useChange((password: string) => api.disableTwoFactor({ body: { password } }), {
    makesOld: ME_KEY,
    says: () => 'Two-factor sign-in is off: your password alone signs you in.',
  });
  return (
    <PasswordForm pending={pending} onSubmit={run} action="Turn it off">
      <Failure failure={failure} />
    </PasswordForm>
  );
}

type PasswordFormProps = {
  pending: boolean;
  onSubmit: (password: string) => void;
  action: string;
  children: ReactNode;
};

const PasswordForm = ({ pending, onSubmit, action, children }: PasswordFormProps) => (
  <Form className="flex max-w-sm flex-col gap-4" onSubmit={(values) => onSubmit(values.exact('two-factor-password'))}>
    <Field
      name="two-factor-password"
      label="Your password, to be sure that it is you"
      type="password"
      autoComplete="current-password"
      required
    />
    {children}
    <div>
      <Submit kind="plain" pending={pending}>
        {action}
      </Submit>
    </div>
  </Form>
);

function FirstCode({ begun, onDone }: { begun: Begun; onDone: () => void }) {
  const { run, pending, failure } = useChange((code: string) => api.verifyTotp({ body: { code } }), {
    makesOld: ME_KEY,
    says: () => 'Two-factor sign-in is on: the next sign-in asks for a code.',
    onDone,
  });
  return (
    <Form onSubmit={(values) => run(values.text('code'))}>
      <div className="flex flex-col gap-3">
        <p className="font-medium">1. Scan this with your authenticator app</p>
        <QrCode text={begun.totp_uri} label="The QR code of your key; the key itself follows as text" />
      </div>
      <Kept title="Or enter the key by hand" text={setupKeyOf(begun.totp_uri)} label="Copy the key" />
      <Kept
        title="2. Keep these recovery codes: each signs you in once, should the phone be lost"
        text={begun.backup_codes.join('\n')}
        label="Copy the codes"
      />
      <div className="max-w-sm">
        <Field
          name="code"
          label="3. Give the code that the app shows"
          inputMode="numeric"
          autoComplete="one-time-code"
          minLength={6}
          required
        />
      </div>
      <Failure failure={failure} />
      <div>
        <Submit pending={pending}>{pending ? 'Turning it on…' : 'Turn it on'}</Submit>
      </div>
    </Form>
  );
}

const Kept = ({ title, text, label }: { title: string; text: string; label: string }) => (
  <div className="flex flex-col items-start gap-2">
    <p className="font-medium">{title}</p>
    <pre
      data-kept={label}
      className="wrap-anywhere w-full select-all whitespace-pre-wrap rounded-md border border-border bg-raised px-3 py-2 font-mono text-[13px]"
    >
      {text}
    </pre>
    <CopyButton text={text} label={label} />
  </div>
);
