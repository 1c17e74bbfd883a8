'use client';

import { api } from './client.ts';
import { useChange } from './use-change.ts';
import { useFreshStart } from './use-me.ts';

/** This session, and with it this tab, goes to another organisation. */
export const useSwitchOrganisation = () =>
  useChange((organisation_id: string) => api.switchOrganisation({ body: { organisation_id } }), {
    failsAloud: true,
    onDone: useFreshStart(),
  });
