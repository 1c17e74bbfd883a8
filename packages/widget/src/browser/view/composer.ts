import type { Shelf } from '../net/shelf.ts';
import { el, ICONS, icon, setText } from './dom.ts';
import { TEXT_MAX } from './text-max.ts';
import { words } from './words.ts';

const COUNT_FROM = TEXT_MAX - 400;
const DRAFT = 'draft';

export type Composer = {
  element: HTMLFormElement;
  /** Once it can be seen: before that it has no measure. */
  fit(): void;
  focus(): void;
  close(): void;
};

/** Where the visitor writes. The draft outlives a change of page in the same tab. */
export function createComposer(tabShelf: Shelf, onSend: (text: string) => void): Composer {
  const input = el('textarea', {
    rows: '1',
    placeholder: words.write,
    'aria-label': words.write,
    enterkeyhint: 'send',
    dir: 'auto',
    'aria-describedby': 'count',
  });
  const count = el('p', { id: 'count', class: 'count', role: 'status' });
  const send = el('button', { type: 'submit', class: 'send', 'aria-label': words.send }, icon(ICONS.send));
  const element = el(
    'form',
    { class: 'composer', novalidate: true },
    count,
    el('div', { class: 'field' }, input, send),
  );

  const isSendable = () => input.value.trim() !== '' && input.value.length <= TEXT_MAX;

  const update = () => {
    send.disabled = !isSendable();
    const { length } = input.value;
    setText(count, length > COUNT_FROM ? words.tooLong(length, TEXT_MAX) : '');
    count.toggleAttribute('data-over', length > TEXT_MAX);
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight}px`;
  };

  const submit = () => {
    if (!isSendable()) return;
    const text = input.value.trim();
    input.value = '';
    tabShelf.remove(DRAFT);
    update();
    onSend(text);
  };

  input.addEventListener('input', () => {
    tabShelf.set(DRAFT, input.value);
    update();
  });
  input.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    input.focus();
  });

  input.value = tabShelf.get(DRAFT) ?? '';
  update();
  return {
    element,
    fit: update,
    focus: () => input.focus({ preventScroll: true }),
    close: () => {
      element.hidden = true;
    },
  };
}
