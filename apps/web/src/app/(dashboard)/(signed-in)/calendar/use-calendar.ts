import type { ApiError } from '@parley/sdk/api-error';
import type { Appointment, Resource } from '@parley/shared/contract/calendar';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { useSession } from '../../../../components/signed-in.tsx';
import { dateIn, reachOf } from '../../../../view/calendar.ts';
import { useNow } from '../../../../view/use-now.ts';

/** The date in the organisation's time zone; null until that is known. Who may not read it gets their own browser's. */
export function useToday(): string | null {
  const now = useNow();
  const { may } = useSession();
  const asks = may('organisation.read');
  const { data, isError } = useQuery({
    queryKey: ['organisation'],
    queryFn: ({ signal }) => api.readOrganisation({ signal }),
    enabled: asks,
  });
  if (asks && !data && !isError) return null;
  return dateIn(now, data?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
}

type Read = {
  appointments: Appointment[] | undefined;
  resources: Resource[] | undefined;
  failure: ApiError | null;
  readNow: () => void;
};

/** What is booked on these days, and what can be booked at all. */
export function useCalendar(days: readonly string[]): Read {
  const booked = useQuery({
    queryKey: ['appointments', ...days],
    queryFn: ({ signal }) => readAll(days, signal),
    throwOnError: isSurprise,
  });
  const resources = useResources();
  return {
    appointments: booked.data,
    resources: resources.data?.filter(
      ({ id, active }) => active || booked.data?.some(({ resource }) => resource.id === id),
    ),
    failure: (booked.error ?? resources.error) as ApiError | null,
    readNow: () => {
      void booked.refetch();
      void resources.refetch();
    },
  };
}

export const useResources = () =>
  useQuery({
    queryKey: ['calendar', 'resources'],
    queryFn: async ({ signal }) => (await api.listResources({ signal })).data,
    throwOnError: isSurprise,
  });

export const useServices = () =>
  useQuery({
    queryKey: ['calendar', 'services'],
    queryFn: async ({ signal }) => (await api.listServices({ signal })).data.filter(({ active }) => active),
    throwOnError: isSurprise,
  });

/** A busy week has several pages. */
async function readAll(days: readonly string[], signal: AbortSignal): Promise<Appointment[]> {
  const found: Appointment[] = [];
  let starting_after: string | undefined;
  do {
    const query = { ...reachOf(days), state: 'booked' as const, limit: 100, starting_after };
    const page = await api.listAppointments({ query, signal });
    found.push(...page.data.filter(({ date }) => days.includes(date)));
    starting_after = page.next_cursor ?? undefined;
  } while (starting_after);
  return found;
}
