'use client';

import { useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { useChange } from '../api/use-change.ts';
import { type Me, useFreshStart } from '../api/use-me.ts';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { Failure } from './failure.tsx';

/** In another tab the session went to another organisation: until one is chosen, nothing can be done on this page. */
export function WorksElsewhere({ me }: { me: Me }) {
  const startFresh = useFreshStart();
  const client = useQueryClient();
  const nameOf = (orgId: string | undefined) => me.organisations.find(({ id }) => id === orgId)?.name ?? 'another one';
  const here = me.shown ?? '';
  const back = useChange(() => api.switchOrganisation({ body: { organisation_id: here } }), {
    onDone: () => client.invalidateQueries(),
  });
  const go = useChange(startFresh);
  const pending = back.pending || go.pending;
  const there = nameOf(me.active?.organisation_id);
  return (
    <Dialog title={`You work in ${there} now`} onClose={null}>
      <p className="text-muted">
        You went there in another tab, and a session works in one organisation at a time. This page still shows{' '}
        {nameOf(here)}; nothing you do here takes effect until you choose.
      </p>
      <Failure failure={back.failure ?? go.failure} />
      <DialogActions>
        <Button onClick={() => back.run(undefined)} disabled={pending}>
          <span className="truncate">Back to {nameOf(here)}</span>
        </Button>
        <Button kind="primary" onClick={() => go.run(undefined)} disabled={pending}>
          <span className="truncate">Go on in {there}</span>
        </Button>
      </DialogActions>
    </Dialog>
  );
}
