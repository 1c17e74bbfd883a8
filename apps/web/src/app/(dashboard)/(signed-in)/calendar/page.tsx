import type { Metadata } from 'next';
import { parseCalendarSearch } from '../../../../view/calendar.ts';
import { CalendarClient } from './client.tsx';

export const metadata: Metadata = { title: 'Calendar' };

type CalendarPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CalendarPage({ searchParams }: CalendarPageProps) {
  return <CalendarClient search={parseCalendarSearch(await searchParams)} />;
}
