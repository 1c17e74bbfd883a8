'use client';

import type { Appointment } from '@parley/shared/contract/calendar';
import { useState } from 'react';
import { Button } from '../../../../components/button.tsx';
import { LoadFailure } from '../../../../components/failure.tsx';
import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { Empty, TableSkeleton } from '../../../../components/table.tsx';
import { type CalendarSearch, daysOf } from '../../../../view/calendar.ts';
import { AppointmentDialog } from './appointment-dialog.tsx';
import { BookDialog } from './book-dialog.tsx';
import { DayColumns } from './day-columns.tsx';
import { DayList } from './day-list.tsx';
import { Days } from './days.tsx';
import { useCalendar, useToday } from './use-calendar.ts';

export function CalendarClient({ search }: { search: CalendarSearch }) {
  const { may } = useSession();
  const today = useToday();
  if (!may('calendar.read')) return <NotForRole title="Calendar" />;
  if (today === null) return <TableSkeleton what="the calendar" />;
  return <Calendar today={today} date={search.date ?? today} view={search.view ?? 'day'} />;
}

type Shown = { today: string; date: string; view: 'day' | 'week' };

function Calendar({ today, date, view }: Shown) {
  const { may } = useSession();
  const [booking, setBooking] = useState(false);
  return (
    <>
      <PageTitle
        title="Calendar"
        action={
          may('calendar.book') && (
            <Button kind="primary" onClick={() => setBooking(true)}>
              Book…
            </Button>
          )
        }
      >
        What is booked, by agents and by people. Nothing is booked twice at the same time.
      </PageTitle>
      <div className="flex flex-col gap-4">
        <Days today={today} date={date} view={view} />
        <Booked date={date} view={view} />
      </div>
      {booking && <BookDialog date={date} onClose={() => setBooking(false)} />}
    </>
  );
}

function Booked({ date, view }: Omit<Shown, 'today'>) {
  const days = daysOf(date, view);
  const { appointments, resources, failure, readNow } = useCalendar(days);
  const [opened, setOpened] = useState<string | null>(null);
  if (!appointments || !resources) {
    if (!failure) return <TableSkeleton what="the calendar" />;
    return <LoadFailure title="The calendar cannot be read." failure={failure} onRetry={readNow} />;
  }
  const open = ({ id }: Appointment) => setOpened(id);
  const shown = appointments.find(({ id }) => id === opened);
  return (
    <>
      {view === 'day' && resources.length > 0 && (
        <DayColumns date={date} appointments={appointments} resources={resources} onOpen={open} />
      )}
      <div className={view === 'day' && resources.length > 0 ? 'md:hidden' : ''}>
        {appointments.length === 0 ? (
          <Nothing resources={resources.length} />
        ) : (
          <DayList days={days} appointments={appointments} onOpen={open} />
        )}
      </div>
      {shown && <AppointmentDialog appointment={shown} onClose={() => setOpened(null)} />}
    </>
  );
}

const Nothing = ({ resources }: { resources: number }) =>
  resources === 0 ? (
    <Empty title="There is nobody to be booked yet.">
      Add people, rooms or chairs with <code className="font-mono text-xs">POST /v1/resources</code>, and what they do
      with <code className="font-mono text-xs">POST /v1/services</code>. Agents then find free times by themselves.
    </Empty>
  ) : (
    <Empty title="Nothing is booked.">What agents and people book for these days appears here.</Empty>
  );
