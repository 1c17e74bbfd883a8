import type { ChatState } from '../conversation/store.ts';
import { el, ICONS, icon, setAttribute, setText } from './dom.ts';
import { createMessageList } from './message-list.ts';
import { toRows } from './rows.ts';
import { keepAtEnd } from './scroll.ts';
import { connectionWords, words } from './words.ts';

export type PanelOptions = {
  title: string | null;
  isInline: boolean;
  composer: HTMLElement;
  onClose(): void;
  onSendAgain(id: string): void;
};

export type Panel = { element: HTMLElement; draw(state: ChatState): void; scrollToEnd(): void };

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** The conversation's frame: who answers, how the line is, what was said, and where to write. */
export function createPanel({ title, isInline, composer, onClose, onSendAgain }: PanelOptions): Panel {
  const list = createMessageList(onSendAgain);
  const avatar = el('span', { class: 'avatar', 'aria-hidden': 'true' });
  const heading = el('h2', { id: 'title' });
  const label = el('p', { class: 'label' });
  const close = el('button', { type: 'button', class: 'close', 'aria-label': words.close }, icon(ICONS.close));
  const banner = el('p', { class: 'banner', role: 'status' });
  const typing = el('p', { class: 'typing', hidden: true }, el('i'), el('i'), el('i'), el('span', { class: 'unseen' }));
  const connecting = el('p', { class: 'connecting' }, words.connecting);
  // Silent while the history is drawn; from then on a screen reader hears what is added.
  const log = el('div', { role: 'log', 'aria-live': 'off', 'aria-label': words.conversation }, list.element);
  const view = el(
    'div',
    { class: 'view', tabindex: '0', role: 'group', 'aria-label': words.conversation },
    el('div', { class: 'thread' }, connecting, log, typing),
  );
  const jump = el('button', { type: 'button', class: 'jump', hidden: true }, words.newMessages, icon(ICONS.down));
  const header = el('header', {}, avatar, el('div', { class: 'who' }, heading, label), ...(isInline ? [] : [close]));
  const element = el(
    'section',
    { class: 'panel', role: isInline ? 'region' : 'dialog', 'aria-labelledby': 'title', tabindex: '-1' },
    header,
    banner,
    el('div', { class: 'body' }, view, jump),
    composer,
  );
  close.addEventListener('click', onClose);
  const end = keepAtEnd(view, jump);

  const draw = (state: ChatState) => {
    const { agent, connection } = state;
    const name = title ?? agent?.name ?? words.chat;
    setText(heading, name);
    setText(avatar, [...name][0]?.toUpperCase() ?? '');
    setText(label, agent?.model_label ?? '');
    setText(banner, connectionWords(connection, navigator.onLine) ?? '');
    connecting.hidden = agent !== null || connection.kind !== 'connecting';

    const rows = toRows({
      ...state,
      now: Date.now(),
      formatTime: (at) => clock.format(at),
      formatDay: (at) => calendar.format(at),
    });
    const isDrawn = log.getAttribute('aria-live') === 'polite';
    end.around(state, () => {
      list.draw(rows, isDrawn);
      typing.hidden = !state.isTyping;
      setText(typing.lastElementChild as Element, words.isTyping(agent?.name ?? words.agent));
    });
    if (connection.kind === 'live') setAttribute(log, 'aria-live', 'polite');
  };

  return { element, draw, scrollToEnd: end.go };
}
