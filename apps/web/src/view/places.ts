import type { MemberPermission } from '@parley/shared/roles';
import {
  Activity,
  Bot,
  Building2,
  CalendarDays,
  CircleDollarSign,
  ClipboardList,
  Contact,
  Footprints,
  KeyRound,
  ListTree,
  type LucideIcon,
  MailX,
  MessagesSquare,
  Plug,
  RadioTower,
  ScrollText,
  ShieldCheck,
  ShoppingBag,
  Siren,
  Users,
  UsersRound,
  Webhook,
} from 'lucide-react';

/** A page of the dashboard: where it is, and the permission to read it; null: it is open to everyone. */
export type Place = { href: string; name: string; icon: LucideIcon; asks: MemberPermission | null };
export type PlaceGroup = { name: string; places: readonly Place[] };

/** Every page that the navigation and the command menu lead to, in their order. A group without places is not shown. */
const GROUPS: readonly PlaceGroup[] = [
  {
    name: 'Operate',
    places: [
      { href: '/status', name: 'Status', icon: Activity, asks: null },
      { href: '/conversations', name: 'Conversations', icon: MessagesSquare, asks: 'conversations.read' },
      { href: '/turns', name: 'Turns', icon: ListTree, asks: 'operations.read' },
      { href: '/dead-letters', name: 'Dead letters', icon: MailX, asks: 'operations.read' },
      { href: '/incidents', name: 'Incidents', icon: Siren, asks: 'operations.read' },
      { href: '/tickets', name: 'Tickets', icon: ClipboardList, asks: 'operations.read' },
    ],
  },
  {
    name: 'Customers',
    places: [
      { href: '/contacts', name: 'Contacts', icon: Contact, asks: 'contacts.read' },
      { href: '/calendar', name: 'Calendar', icon: CalendarDays, asks: 'calendar.read' },
      { href: '/orders', name: 'Orders', icon: ShoppingBag, asks: 'orders.read' },
    ],
  },
  {
    name: 'Agents',
    places: [
      { href: '/agents', name: 'Agents', icon: Bot, asks: 'agents.read' },
      { href: '/runs', name: 'Runs', icon: Footprints, asks: 'runs.read' },
    ],
  },
  {
    name: 'Integrations',
    places: [
      { href: '/channels', name: 'Channels', icon: RadioTower, asks: 'channels.read' },
      { href: '/connections', name: 'Connections', icon: Plug, asks: 'connections.read' },
      { href: '/keys', name: 'API keys', icon: KeyRound, asks: 'keys.manage' },
      { href: '/webhooks', name: 'Webhooks', icon: Webhook, asks: 'webhooks.manage' },
    ],
  },
  {
    name: 'People',
    places: [
      { href: '/members', name: 'Members', icon: Users, asks: 'members.read' },
      { href: '/teams', name: 'Teams', icon: UsersRound, asks: 'members.read' },
      { href: '/roles', name: 'Roles', icon: ShieldCheck, asks: 'members.read' },
    ],
  },
  {
    name: 'Organisation',
    places: [
      { href: '/costs', name: 'Costs', icon: CircleDollarSign, asks: 'costs.read' },
      { href: '/audit', name: 'Audit', icon: ScrollText, asks: 'audit.read' },
      { href: '/organisation', name: 'Settings', icon: Building2, asks: 'organisation.read' },
    ],
  },
];

const ACTIONS = [
  { href: '/members?invite', name: 'Invite a member', asks: 'members.manage' },
  { href: '/teams?new', name: 'Make a team', asks: 'teams.manage' },
  { href: '/agents?new', name: 'Make an agent', asks: 'agents.manage' },
  { href: '/connections?new', name: 'Connect a provider', asks: 'connections.manage' },
  { href: '/keys?new', name: 'Make an API key', asks: 'keys.manage' },
  { href: '/webhooks?new', name: 'Add a webhook', asks: 'webhooks.manage' },
] as const satisfies readonly { href: string; name: string; asks: MemberPermission }[];
export type Action = (typeof ACTIONS)[number];

/** What someone with these permissions can begin from anywhere: a page with its dialog open. */
export const actionsOf = (permissions: readonly string[]): Action[] =>
  ACTIONS.filter(({ asks }) => permissions.includes(asks));

/** What someone with these permissions can open. */
export const placesOf = (permissions: readonly string[]): PlaceGroup[] =>
  GROUPS.map(({ name, places }) => ({
    name,
    places: places.filter(({ asks }) => !asks || permissions.includes(asks)),
  })).filter(({ places }) => places.length > 0);

/** A page stays the current one on the pages below it. */
export const isCurrent = (href: string, path: string): boolean => path === href || path.startsWith(`${href}/`);

/** The phones stand beside the chat page, on the street. */
export const phonesUrl = (chatPageUrl: string): string => new URL('/phones', chatPageUrl).href;
