import { useQuery } from '@tanstack/react-query';
import { useSession } from '../components/signed-in.tsx';
import { api } from './client.ts';

/** Whose id that is; keys and people who have left are shown by it. */
export function useNames(): (id: string | null) => string {
  const { may } = useSession();
  const { data } = useQuery({
    queryKey: ['members', 'names'],
    queryFn: ({ signal }) => api.listMembers({ query: { limit: 100 }, signal }),
    enabled: may('members.read'),
  });
  const names = new Map((data?.data ?? []).map(({ user_id, name }) => [user_id, name]));
  return (id) => (id === null ? 'Somebody' : (names.get(id) ?? id));
}
