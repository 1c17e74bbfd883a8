import { type Chat, createChat } from './chat.ts';
import { createChatApi } from './net/chat-api.ts';
import { openShelf } from './net/shelf.ts';
import { followOtherTabs, followPage } from './page-life.ts';
import './public-api.ts';
import { readScriptOptions, type ScriptOptions } from './script-options.ts';
import { createWidget } from './view/widget.ts';

// Known only while the script first runs.
const script = document.currentScript as HTMLScriptElement | null;

function newId(): string {
  // Not crypto.randomUUID: that one is missing on pages served over plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `w_${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

const nameOf = ({ channel }: Pick<ScriptOptions, 'channel'>): string => `parley:${channel}:`;

function createPageChat({ apiOrigin, channel, identity }: ScriptOptions): Chat {
  return createChat({
    api: createChatApi(apiOrigin),
    channel,
    identity,
    shelf: openShelf(nameOf({ channel }), () => localStorage),
    newId,
    now: Date.now,
    random: Math.random,
  });
}

function start(tag: HTMLScriptElement): void {
  const options = readScriptOptions(tag);
  const target = options.target === null ? null : document.querySelector(options.target);
  if (options.target !== null && !target)
    throw new Error(`nothing on this page matches data-target="${options.target}"`);

  const chat = createPageChat(options);
  const tabShelf = openShelf(nameOf(options), () => sessionStorage);
  const gone = new AbortController();
  const widget = createWidget(chat, options, target, tabShelf);
  followPage(chat, gone.signal);
  followOtherTabs(chat, nameOf(options), gone.signal);
  // This tab has chatted before, or something is still to be sent: the visitor is told of answers with the panel closed.
  if (tabShelf.get('open') !== null || chat.state().outbox.length > 0) chat.start();

  window.Parley = {
    ...widget,
    identify: chat.identify,
    remove: () => {
      gone.abort();
      widget.remove();
      delete window.Parley;
    },
  };
}

function startOnce(): void {
  if (window.Parley || !script) return;
  try {
    start(script);
  } catch (error) {
    console.error(`Parley chat: ${error instanceof Error ? error.message : error}`);
  }
}

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', startOnce, { once: true });
else startOnce();
