'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { useChange } from '../../../../api/use-change.ts';
import { Button, Submit } from '../../../../components/button.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Failure } from '../../../../components/failure.tsx';
import { Choice, Field, Form, type Values } from '../../../../components/form.tsx';
import { dayInWords } from '../../../../view/calendar.ts';
import { useServices } from './use-calendar.ts';

export type BookDialogProps = { date: string; onClose: () => void };

/** Books for a contact: only times that are free now are offered, and the database has the last word. */
export function BookDialog({ date: first, onClose }: BookDialogProps) {
  const services = useServices();
  const [service, setService] = useState<string | null>(null);
  const [date, setDate] = useState(first);
  const { run, pending, failure } = useChange(
    (values: Values) => {
      const [time = '', resource = ''] = values.text('slot').split(' · ', 2);
      const body = { contact: values.text('contact'), service: values.text('service'), date, time, resource };
      const name = values.text('name');
      return api.bookAppointment({ body: name ? { ...body, name } : body });
    },
    {
      makesOld: ['appointments', 'free'],
      says: (booked) => `${booked.reference} is booked: ${dayInWords(booked.date)} at ${booked.time}.`,
      onDone: onClose,
    },
  );
  return (
    <Dialog title="Book an appointment" onClose={onClose}>
      <Form onSubmit={run}>
        <Field
          name="contact"
          label="Contact"
          placeholder="cont_…"
          hint="Their id stands on the contact’s page."
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Choice
          name="service"
          label="What"
          value={service ?? services.data?.[0]?.id ?? ''}
          onChange={({ target }) => setService(target.value)}
        >
          {services.data?.map(({ id, name, minutes }) => (
            <option key={id} value={id}>
              {name}, {minutes} min
            </option>
          ))}
        </Choice>
        <Field
          name="date"
          label="Day"
          type="date"
          value={date}
          onChange={({ target }) => target.value && setDate(target.value)}
          required
        />
        <Slots service={service ?? services.data?.[0]?.id ?? null} date={date} />
        <Field
          name="name"
          label="For whom"
          hint="Left out: the contact themselves."
          maxLength={120}
          autoComplete="off"
        />
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Booking…' : 'Book it'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

function Slots({ service, date }: { service: string | null; date: string }) {
  const { data } = useQuery({
    queryKey: ['free', service, date],
    queryFn: ({ signal }) => api.findAvailability({ query: { service: service ?? undefined, date }, signal }),
    enabled: service !== null,
    throwOnError: isSurprise,
  });
  return (
    <Choice name="slot" label="Time" required disabled={!data?.slots.length} hint={data && wordsFor(data)}>
      {data?.slots.map(({ start, resource }) => (
        <option key={`${start} ${resource}`}>{`${start} · ${resource}`}</option>
      ))}
    </Choice>
  );
}

function wordsFor({ slots, closed, next_date_with_slots: next }: Awaited<ReturnType<typeof api.findAvailability>>) {
  if (slots.length > 0) return null;
  const why = closed ? 'Closed on that day.' : 'Nothing is free on that day.';
  return next ? `${why} The next free day is ${dayInWords(next)}.` : why;
}
