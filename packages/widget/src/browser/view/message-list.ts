import { linkify } from '../markup/linkify.ts';
import { el, setAttribute, setText } from './dom.ts';
import type { BubbleRow, Row } from './rows.ts';
import { words } from './words.ts';

export type MessageList = { element: HTMLOListElement; draw(rows: Row[], animateNew: boolean): void };

/** Draws rows by key: what stays is never made anew, so nothing flickers and a selection survives. */
export function createMessageList(onSendAgain: (key: string) => void): MessageList {
  const element = el('ol', { class: 'rows' });
  const drawn = new Map<string, HTMLLIElement>();

  const draw = (rows: Row[], animateNew: boolean) => {
    const keys = new Set(rows.map(({ key }) => key));
    for (const [key, item] of drawn) {
      if (keys.has(key)) continue;
      item.remove();
      drawn.delete(key);
    }
    let place = element.firstChild;
    for (const row of rows) {
      const item = drawn.get(row.key) ?? createItem(row, animateNew);
      drawn.set(row.key, item);
      if (row.kind === 'bubble') updateBubble(item, row, onSendAgain);
      if (item === place) place = place.nextSibling;
      else element.insertBefore(item, place);
    }
  };

  return { element, draw };
}

function createItem(row: Row, isNew: boolean): HTMLLIElement {
  if (row.kind !== 'bubble') return el('li', { class: row.kind }, row.text);
  const bubble = el('div', { class: 'bubble', dir: 'auto' });
  return el(
    'li',
    { class: 'message', 'data-author': row.author, 'data-new': isNew },
    bubble,
    el('p', { class: 'meta' }),
  );
}

function updateBubble(item: HTMLLIElement, row: BubbleRow, onSendAgain: (key: string) => void): void {
  setAttribute(item, 'data-tone', row.tone);
  setAttribute(item, 'data-starts', row.startsGroup);
  setAttribute(item, 'data-ends', row.endsGroup);
  fill(item.firstElementChild as HTMLElement, row.text);
  const meta = item.lastElementChild as HTMLElement;
  meta.hidden = row.meta === null;
  // A redrawn button would lose the focus: only a changed line is drawn again.
  const line = row.meta ?? '';
  if (meta.dataset.line === line + row.tone) return;
  meta.dataset.line = line + row.tone;
  setText(meta, line);
  if (row.model) meta.title = row.model;
  if (row.tone === 'failed')
    meta.append(
      ' ',
      sendAgainButton(() => onSendAgain(row.key)),
    );
}

/** A text that has grown is added to: a screen reader says the new sentence alone. */
function fill(bubble: HTMLElement, text: string): void {
  const shown = bubble.textContent;
  if (shown === text) return;
  if (shown !== '' && text.startsWith(shown)) bubble.append(...textNodes(text.slice(shown.length)));
  else bubble.replaceChildren(...textNodes(text));
}

function sendAgainButton(onClick: () => void): HTMLButtonElement {
  const button = el('button', { type: 'button', class: 'again' }, words.sendAgain);
  button.addEventListener('click', onClick);
  return button;
}

const textNodes = (text: string): (Node | string)[] =>
  linkify(text).map((segment) =>
    segment.kind === 'text'
      ? segment.text
      : el('a', { href: segment.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, segment.text),
  );
