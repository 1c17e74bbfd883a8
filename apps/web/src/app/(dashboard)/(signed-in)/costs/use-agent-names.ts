'use client';

import { api } from '../../../../api/client.ts';
import { useList } from '../../../../api/use-list.ts';

/** What agents are called; an id stands for itself until its name is known. */
export function useAgentNames(): (id: string) => string {
  const { items = [] } = useList(['agents', 'names'], (query, signal) => api.listAgents({ query, signal }));
  const names = new Map(items.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
