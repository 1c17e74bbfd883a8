'use client';

import { api } from '../../api/client.ts';
import { useChange } from '../../api/use-change.ts';
import { type SignInProvider, useSignInProviders } from '../../api/use-sign-in-providers.ts';
import { Submit } from '../../components/button.tsx';
import { Failure } from '../../components/failure.tsx';
import { Form } from '../../components/form.tsx';
import { keepNext } from '../../view/kept-next.ts';

/** Google and Microsoft, where they are set up. They sign in whoever has an account, and begin one for whoever has none. */
export function WithProvider({ next }: { next: string }) {
  const providers = useSignInProviders();
  if (providers.length === 0) return null;
  return (
    <div className="flex flex-col gap-3">
      {providers.map((provider) => (
        <GoOn key={provider.id} provider={provider} next={next} />
      ))}
      <p className="flex items-center gap-3 text-muted text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or with your email
      </p>
    </div>
  );
}

function GoOn({ provider: { id, name }, next }: { provider: SignInProvider; next: string }) {
  const { run, pending, failure, answer } = useChange(() => api.beginProviderSignIn({ body: { provider: id } }), {
    onDone: ({ url }) => {
      keepNext(next);
      location.assign(url);
    },
  });
  return (
    <Form onSubmit={() => run(undefined)} className="flex flex-col gap-2">
      <Submit pending={pending || answer !== undefined} kind="plain" wide>
        {pending || answer ? `Going to ${name}…` : `Continue with ${name}`}
      </Submit>
      <Failure failure={failure} />
    </Form>
  );
}
