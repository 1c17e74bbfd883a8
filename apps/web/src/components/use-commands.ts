'use client';

import {
  ArrowLeftRight,
  Bell,
  BookOpen,
  Bot,
  KeyRound,
  LogOut,
  type LucideIcon,
  MessageCircle,
  Monitor,
  Moon,
  Plug,
  Plus,
  Smartphone,
  Sun,
  UserPlus,
  UserRound,
  Webhook,
} from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { type Me, useMe } from '../api/use-me.ts';
import { useSignOut } from '../api/use-sign-out.ts';
import { useSwitchOrganisation } from '../api/use-switch-organisation.ts';
import type { Command } from '../view/commands.ts';
import { type Action, actionsOf, phonesUrl, placesOf } from '../view/places.ts';

export type RunnableCommand = Command & { icon: LucideIcon; run: () => void };

const ACTION_ICONS: Record<Action['href'], LucideIcon> = {
  '/members?invite': UserPlus,
  '/teams?new': Plus,
  '/agents?new': Bot,
  '/connections?new': Plug,
  '/keys?new': KeyRound,
  '/webhooks?new': Webhook,
};

/** Everything that whoever looks may go to or do from anywhere. */
export function useCommands(chatPageUrl: string | null): RunnableCommand[] {
  const { me } = useMe();
  const router = useRouter();
  const { setTheme } = useTheme();
  const switching = useSwitchOrganisation();
  const signingOut = useSignOut();
  const go = (href: string) => () => router.push(href);
  const permissions = me?.active?.permissions ?? [];
  const pages = placesOf(permissions).flatMap(({ name: also, places }) =>
    places.map(({ href, name, icon }) => ({ id: href, group: 'Go to', name, also, icon, run: go(href) })),
  );
  const actions = actionsOf(permissions).map(({ href, name }) => ({
    id: href,
    group: 'Do',
    name,
    icon: ACTION_ICONS[href],
    run: go(href),
  }));
  const others = othersOf(me).map(({ id, name }) => ({
    id,
    group: 'Switch to',
    name,
    also: 'organisation',
    icon: ArrowLeftRight,
    run: () => switching.run(id),
  }));
  const themes = [
    { id: 'light', name: 'Light', icon: Sun },
    { id: 'dark', name: 'Dark', icon: Moon },
    { id: 'system', name: 'As the system', icon: Monitor },
  ].map((theme) => ({ ...theme, group: 'Theme', run: () => setTheme(theme.id) }));
  const outside = [
    ...(chatPageUrl
      ? [
          { id: 'chat', name: 'Chat page', icon: MessageCircle, href: chatPageUrl },
          { id: 'phones', name: 'Two phones', icon: Smartphone, href: phonesUrl(chatPageUrl) },
        ]
      : []),
    { id: 'docs', name: 'API reference', icon: BookOpen, href: '/docs' },
  ].map(({ href, ...line }) => ({ ...line, group: 'Go to', also: 'try', run: () => openOutside(href) }));
  const own: RunnableCommand[] = me?.active
    ? [
        {
          id: '/account',
          group: 'You',
          name: 'Account',
          also: 'password two-factor sessions',
          icon: UserRound,
          run: go('/account'),
        },
        { id: '/notifications', group: 'You', name: 'Notifications', icon: Bell, run: go('/notifications') },
        { id: '/welcome?new', group: 'You', name: 'Begin another organisation', icon: Plus, run: go('/welcome?new') },
      ]
    : [];
  const leave: RunnableCommand[] = me
    ? [
        {
          id: 'sign-out',
          group: 'You',
          name: 'Sign out',
          also: 'log out leave',
          icon: LogOut,
          run: () => signingOut.run(),
        },
      ]
    : [{ id: '/sign-in', group: 'You', name: 'Sign in', also: 'log in', icon: UserRound, run: go('/sign-in') }];
  return [...pages, ...outside, ...actions, ...others, ...own, ...leave, ...themes];
}

const othersOf = (me: Me | null | undefined) => me?.organisations.filter(({ id }) => id !== me.shown) ?? [];

const openOutside = (href: string): void => void window.open(href, '_blank', 'noopener,noreferrer');
