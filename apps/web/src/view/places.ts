import type { MemberPermission } from '@parley/shared/roles';

const PLACES = [
  { href: '/members', name: 'Members', asks: 'members.read' },
  { href: '/teams', name: 'Teams', asks: 'members.read' },
  { href: '/keys', name: 'API keys', asks: 'keys.manage' },
  { href: '/audit', name: 'Audit', asks: 'audit.read' },
  { href: '/organisation', name: 'Settings', asks: 'organisation.read' },
] as const satisfies readonly { href: string; name: string; asks: MemberPermission }[];

export type Place = (typeof PLACES)[number];

/** The pages about an organisation that someone with these permissions can see. */
export const placesOf = (permissions: readonly string[]): Place[] =>
  PLACES.filter(({ asks }) => permissions.includes(asks));
