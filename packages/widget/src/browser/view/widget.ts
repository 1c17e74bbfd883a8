import type { Chat } from '../chat.ts';
import type { Shelf } from '../net/shelf.ts';
import type { ParleyChat } from '../public-api.ts';
import type { ScriptOptions } from '../script-options.ts';
import { accentFrom } from './accent.ts';
import { createComposer } from './composer.ts';
import { createLauncher } from './launcher.ts';
import { createPanel } from './panel.ts';
import css from './styles.css';
import { fitToKeyboard } from './viewport.ts';

// This tab had the chat open: it opens again on the next page, and stays connected when closed.
const OPEN = 'open';

export function createWidget(
  chat: Chat,
  options: ScriptOptions,
  target: Element | null,
  tabShelf: Shelf,
): Omit<ParleyChat, 'identify'> {
  const isInline = target !== null;
  const gone = new AbortController();
  const host = document.createElement('parley-chat');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  shadow.adoptedStyleSheets = [sheet];
  dress(host, options, isInline);

  let isOpen = false;
  const composer = createComposer(tabShelf, chat.send);
  const panel = createPanel({
    title: options.title,
    isInline,
    composer: composer.element,
    onClose: () => close(),
    onSendAgain: chat.sendAgain,
  });
  const launcher = createLauncher(() => (isOpen ? close() : open()));

  const draw = () => {
    const state = chat.state();
    const isSeen = isOpen && !document.hidden;
    panel.element.hidden = !isOpen;
    if (isOpen) panel.draw(state);
    if (state.connection.kind === 'closed') composer.close();
    launcher.draw(isOpen, state.unread);
    if (isSeen) chat.markRead();
  };

  const show = () => {
    isOpen = true;
    tabShelf.set(OPEN, 'yes');
    chat.start();
    draw();
    composer.fit();
    panel.scrollToEnd();
  };

  const open = () => {
    if (isOpen) return;
    show();
    // On a touch screen the keyboard would cover what the visitor came to read.
    if (matchMedia('(pointer: coarse)').matches) panel.element.focus({ preventScroll: true });
    else composer.focus();
  };

  const close = () => {
    if (!isOpen || isInline) return;
    isOpen = false;
    tabShelf.set(OPEN, 'no');
    draw();
    launcher.element.focus({ preventScroll: true });
  };

  panel.element.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    close();
  });

  chat.subscribe(oncePerTurn(draw));
  for (const event of ['online', 'offline']) addEventListener(event, draw, { signal: gone.signal });
  document.addEventListener('visibilitychange', draw, { signal: gone.signal });
  fitToKeyboard(panel.element, gone.signal);

  shadow.append(panel.element, ...(isInline ? [] : [launcher.element, launcher.status]));
  (target ?? document.body).append(host);
  if (isInline) whenSeen(host, show);
  else if (tabShelf.get(OPEN) === 'yes' || (options.isOpen && tabShelf.get(OPEN) === null)) show();
  else draw();

  return {
    open,
    close,
    remove: () => {
      gone.abort();
      chat.stop();
      host.remove();
    },
  };
}

function dress(host: HTMLElement, { color, theme }: ScriptOptions, isInline: boolean): void {
  host.toggleAttribute('data-inline', isInline);
  if (theme) host.dataset.theme = theme;
  const own = accentFrom(color);
  if (!own) return;
  host.style.setProperty('--accent', own.accent);
  host.style.setProperty('--on-accent', own.onAccent);
}

/** Many changes in one turn of the event loop are one picture. */
function oncePerTurn(draw: () => void): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      draw();
    });
  };
}

/** A chat further down the page opens no session until somebody gets there. */
function whenSeen(element: Element, show: () => void): void {
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    watch.disconnect();
    show();
  });
  watch.observe(element);
}
