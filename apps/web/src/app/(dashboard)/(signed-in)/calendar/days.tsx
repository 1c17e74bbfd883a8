'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { calendarHref, dayInWords, daysOf, shiftDate } from '../../../../view/calendar.ts';

export type DaysProps = { today: string; date: string; view: 'day' | 'week' };

const STEP =
  'inline-flex h-8 items-center rounded-md border border-border-strong bg-surface px-2.5 shadow-card hover:bg-raised aria-[current=page]:bg-raised aria-[current=page]:font-medium';

/** Which days are shown, and the ways to others. */
export function Days({ today, date, view }: DaysProps) {
  const step = view === 'day' ? 1 : 7;
  const router = useRouter();
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <h2 className="font-medium">{titleOf(date, view)}</h2>
      <div className="flex flex-wrap items-center gap-2">
        <Link href={calendarHref({ date: shiftDate(date, -step), view })} className={STEP}>
          <ChevronLeft aria-hidden="true" className="size-4" />
          <span className="sr-only">{view === 'day' ? 'The day before' : 'The week before'}</span>
        </Link>
        <Link href={calendarHref({ view })} className={STEP} aria-current={date === today ? 'page' : undefined}>
          Today
        </Link>
        <Link href={calendarHref({ date: shiftDate(date, step), view })} className={STEP}>
          <ChevronRight aria-hidden="true" className="size-4" />
          <span className="sr-only">{view === 'day' ? 'The day after' : 'The week after'}</span>
        </Link>
        <input
          type="date"
          aria-label="Go to a day"
          value={date}
          onChange={({ target }) => target.value && router.push(calendarHref({ date: target.value, view }))}
          className="h-8 rounded-md border border-border-strong bg-surface px-2 shadow-card"
        />
        {(['day', 'week'] as const).map((one) => (
          <Link
            key={one}
            href={calendarHref({ date, view: one })}
            className={STEP}
            aria-current={one === view ? 'page' : undefined}
          >
            {one === 'day' ? 'Day' : 'Week'}
          </Link>
        ))}
      </div>
    </div>
  );
}

function titleOf(date: string, view: 'day' | 'week'): string {
  const days = daysOf(date, view);
  return days.length === 1 ? dayInWords(date) : `${dayInWords(days[0] ?? date)} – ${dayInWords(days.at(-1) ?? date)}`;
}
