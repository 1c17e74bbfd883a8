'use client';

import type { Appointment } from '@parley/shared/contract/calendar';
import Link from 'next/link';
import { type ReactNode, useState } from 'react';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Confirm } from '../../../../components/confirm.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Field, Form, type Values } from '../../../../components/form.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { dayInWords } from '../../../../view/calendar.ts';

export type AppointmentDialogProps = { appointment: Appointment; onClose: () => void };

const OLD = ['appointments'];

/** One appointment: what it is, and moving or cancelling it. */
export function AppointmentDialog({ appointment, onClose }: AppointmentDialogProps) {
  const [asked, setAsked] = useState<'move' | 'cancel' | null>(null);
  const back = () => setAsked(null);
  if (asked === 'move') return <Move appointment={appointment} onClose={back} />;
  if (asked === 'cancel') return <Cancel appointment={appointment} onDone={onClose} onClose={back} />;
  return <Shown appointment={appointment} onAsk={setAsked} onClose={onClose} />;
}

type ShownProps = AppointmentDialogProps & { onAsk: (asked: 'move' | 'cancel') => void };

function Shown({ appointment, onAsk, onClose }: ShownProps) {
  const { may } = useSession();
  const { date, time, until, time_zone, resource, name, note, reference, contact_id, conversation_id } = appointment;
  return (
    <Dialog title={appointment.service.name} onClose={onClose}>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_minmax(0,1fr)]">
        <Line name="When">
          {dayInWords(date)}, {time}–{until} <span className="text-muted">({time_zone})</span>
        </Line>
        <Line name="With">{resource.name}</Line>
        <Line name="For">
          <Link href={`/contacts/${contact_id}`} className="text-accent underline-offset-4 hover:underline">
            {name ?? 'This contact'}
          </Link>
        </Line>
        <Line name="Reference">
          <code className="select-all font-mono">{reference}</code>
        </Line>
        {note && <Line name="Note">{note}</Line>}
        <Line name="Booked by">
          {conversation_id === null ? (
            'People'
          ) : (
            <Link href={`/conversations/${conversation_id}`} className="text-accent underline-offset-4 hover:underline">
              An agent, in this conversation
            </Link>
          )}
        </Line>
      </dl>
      {may('calendar.book') && (
        <DialogActions>
          <Button kind="danger" onClick={() => onAsk('cancel')}>
            Cancel it…
          </Button>
          <Button onClick={() => onAsk('move')}>Move it…</Button>
        </DialogActions>
      )}
    </Dialog>
  );
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="contents">
    <dt className="text-muted">{name}</dt>
    <dd className="wrap-anywhere">{children}</dd>
  </div>
);

function Move({ appointment, onClose }: AppointmentDialogProps) {
  const { run, pending, failure } = useChange(
    (values: Values) =>
      api.rescheduleAppointment({
        params: { id: appointment.id },
        body: { date: values.text('date'), time: values.text('time') },
      }),
    { makesOld: OLD, says: ({ date, time }) => `It is on ${dayInWords(date)} at ${time} now.`, onDone: onClose },
  );
  return (
    <Dialog title={`Move ${appointment.reference}`} onClose={onClose}>
      <Form onSubmit={run}>
        <div className="grid grid-cols-2 gap-4">
          <Field name="date" label="Day" type="date" defaultValue={appointment.date} required />
          <Field name="time" label="Time" type="time" step={300} defaultValue={appointment.time} required />
        </div>
        <p className="text-muted">The contact is not told by this. Write to them, if they do not know it yet.</p>
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Back</Button>
          <Submit pending={pending}>{pending ? 'Moving…' : 'Move it'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function Cancel({ appointment, onDone, onClose }: AppointmentDialogProps & { onDone: () => void }) {
  const { run, pending, failure } = useChange(
    () => api.cancelAppointment({ params: { id: appointment.id }, body: {} }),
    { makesOld: OLD, says: () => 'It is cancelled, and its time is free again.', onDone },
  );
  return (
    <Confirm
      title={`Cancel ${appointment.reference}?`}
      action={pending ? 'Cancelling…' : 'Cancel the appointment'}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      {appointment.service.name} on {dayInWords(appointment.date)} at {appointment.time}. Its time is free again at
      once. The contact is not told by this.
    </Confirm>
  );
}
