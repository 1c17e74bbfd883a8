'use client';

import { useRouter } from 'next/navigation';
import type { Me } from '../api/use-me.ts';
import { useSwitchOrganisation } from '../api/use-switch-organisation.ts';
import { OrganisationLogo } from './organisation-logo.tsx';

const NEW = 'new';

/** What this tab shows, and where the session goes. A native select: right with every keyboard, reader and phone. */
export function OrganisationSwitch({ me }: { me: Me }) {
  const router = useRouter();
  const { run, pending } = useSwitchOrganisation();
  const shown = me.organisations.find(({ id }) => id === me.shown);
  const choose = (value: string) => (value === NEW ? router.push('/welcome?new') : run(value));
  return (
    <div className="flex items-center gap-2">
      {shown && <OrganisationLogo name={shown.name} url={shown.logo_url} />}
      <select
        aria-label="Organisation"
        value={me.shown ?? ''}
        disabled={pending}
        onChange={(event) => choose(event.target.value)}
        className="h-8 w-full min-w-0 truncate rounded-md border border-border bg-surface px-2 font-medium shadow-card"
      >
        {me.organisations.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        <option value={NEW}>Begin another…</option>
      </select>
    </div>
  );
}
