'use client';

import { ArrowUpRight, BookOpen, type LucideIcon, MessageCircle, Smartphone } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useMe } from '../api/use-me.ts';
import { isCurrent, phonesUrl, placesOf } from '../view/places.ts';
import { OrganisationSwitch } from './organisation-switch.tsx';

export type NavigationProps = {
  chatPageUrl: string | null;
  onNavigate?: () => void;
};

const ITEM =
  'group flex h-8 items-center gap-2 rounded-md px-2 text-muted transition-colors hover:bg-raised hover:text-text aria-[current=page]:bg-raised aria-[current=page]:font-medium aria-[current=page]:text-text';

/** Only what the role may see; what it may do there, the API decides. */
export function Navigation({ chatPageUrl, onNavigate }: NavigationProps) {
  const { me } = useMe();
  return (
    <nav aria-label="Main" className="flex flex-col gap-5 pb-2">
      {me?.active && (
        <div>
          <OrganisationSwitch me={me} />
        </div>
      )}
      {placesOf(me?.active?.permissions ?? []).map(({ name, places }) => (
        <Group key={name} title={name}>
          {places.map((place) => (
            <PageLink key={place.href} href={place.href} icon={place.icon} onNavigate={onNavigate}>
              {place.name}
            </PageLink>
          ))}
        </Group>
      ))}
      <Group title="Try it">
        {chatPageUrl && (
          <>
            <OutsideLink href={chatPageUrl} icon={MessageCircle}>
              Chat page
            </OutsideLink>
            <OutsideLink href={phonesUrl(chatPageUrl)} icon={Smartphone}>
              Two phones
            </OutsideLink>
          </>
        )}
        <OutsideLink href="/docs" icon={BookOpen}>
          API reference
        </OutsideLink>
      </Group>
    </nav>
  );
}

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <h2 className="mb-1 px-2 font-medium text-muted text-xs">{title}</h2>
    <ul className="flex flex-col gap-0.5">{children}</ul>
  </div>
);

type LinkProps = { href: string; icon: LucideIcon; children: ReactNode };

function PageLink({ href, icon: Icon, children, onNavigate }: LinkProps & { onNavigate?: () => void }) {
  const current = isCurrent(href, usePathname());
  return (
    <li>
      <Link href={href} className={ITEM} aria-current={current ? 'page' : undefined} onNavigate={onNavigate}>
        <Icon aria-hidden="true" className="size-4" />
        {children}
      </Link>
    </li>
  );
}

const OutsideLink = ({ href, icon: Icon, children }: LinkProps) => (
  <li>
    <a href={href} target="_blank" rel="noreferrer" className={ITEM}>
      <Icon aria-hidden="true" className="size-4" />
      {children}
      <ArrowUpRight
        aria-hidden="true"
        className="ml-auto size-3.5 opacity-0 transition-opacity group-hover:opacity-100"
      />
      <span className="sr-only">(opens in a new tab)</span>
    </a>
  </li>
);
