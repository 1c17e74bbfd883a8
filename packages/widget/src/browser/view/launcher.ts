import { el, ICONS, icon, setAttribute, setText } from './dom.ts';
import { words } from './words.ts';

export type Launcher = {
  element: HTMLButtonElement;
  /** Tells a screen reader of answers that come while the panel is closed; an open panel reads its own. */
  status: HTMLElement;
  draw(isOpen: boolean, unread: number): void;
};

/** The round button in the corner, with the number of messages not yet seen. */
export function createLauncher(onClick: () => void): Launcher {
  const badge = el('span', { class: 'badge', 'aria-hidden': 'true' });
  const element = el('button', { type: 'button', class: 'launcher' }, icon(ICONS.chat), icon(ICONS.close), badge);
  const status = el('p', { class: 'unseen', role: 'status' });
  element.addEventListener('click', onClick);

  const draw = (isOpen: boolean, unread: number) => {
    const label = isOpen ? words.close : unread > 0 ? `${words.open}, ${words.unread(unread)}` : words.open;
    setAttribute(element, 'aria-label', label);
    setAttribute(element, 'aria-expanded', String(isOpen));
    badge.hidden = isOpen || unread === 0;
    setText(badge, unread > 9 ? '9+' : String(unread));
    setText(status, badge.hidden ? '' : words.unread(unread));
  };

  return { element, status, draw };
}
