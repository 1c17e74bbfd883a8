'use client';

import { useEffect } from 'react';
import { useToken } from '../../../view/use-token.ts';

const PLACE = 'parley.invitation';

/** The letter's token, kept in this tab alone while its person signs in: never in an address that a server sees. */
export function useKeptToken(): { token: string | null; forget: () => void } {
  const given = useToken();
  useEffect(() => {
    if (given) sessionStorage.setItem(PLACE, given);
  }, [given]);
  return {
    token: given === '' ? (sessionStorage.getItem(PLACE) ?? '') : given,
    forget: () => sessionStorage.removeItem(PLACE),
  };
}
