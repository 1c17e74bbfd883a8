'use client';

import { usePathname, useSearchParams } from 'next/navigation';

/** Whether the address asks for a dialog (`/members?invite`): so it can be opened from elsewhere, and by a link. */
export function useAsked(dialog: string): [asked: boolean, ask: (asked: boolean) => void] {
  const path = usePathname();
  const search = useSearchParams();
  const ask = (asked: boolean) => {
    const others = [...search].filter(([name]) => name !== dialog);
    const query = new URLSearchParams(others).toString();
    const next = [query, asked ? dialog : ''].filter(Boolean).join('&');
    window.history.replaceState(null, '', next === '' ? path : `${path}?${next}`);
  };
  return [search.has(dialog), ask];
}
