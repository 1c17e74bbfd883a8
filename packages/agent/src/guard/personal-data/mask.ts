import type { PersonalKind } from '@parley/shared/guardrails';
import type { Json } from '../../json.ts';
import type { ModelMessage } from '../../models/model-port.ts';
import { findPersonalData, type PersonalDatum, sameness } from './kinds.ts';

/** What stands for personal data where a model reads along, and what it stands for. */
export type Mask = {
  hide(text: string): string;
  hideIn(message: ModelMessage): ModelMessage;
  /** In arguments of tools: the very thing. */
  reveal<T extends Json>(value: T): T;
  /** In an answer: what nobody needs to read in full, a card or a national number, only by its end. */
  speak(text: string): string;
};

const NAMES: Record<PersonalKind, string> = {
  card: 'card',
  iban: 'account',
  national_id: 'id',
  email: 'email',
  phone: 'phone',
};
const PLACEHOLDER = /\[(?:card|account|id|email|phone)_\d{1,3}\]/gu;

const NOTHING: Mask = {
  hide: (text) => text,
  hideIn: (message) => message,
  reveal: (value) => value,
  speak: (text) => text,
};

/**
 * The same datum has the same placeholder through a whole run, numbered in the order in which they are hidden. `known` is
 * what the model is told in any case: the business's own address and number stay.
 */
export function openMask(kinds: readonly PersonalKind[], known: string): Mask {
  if (kinds.length === 0) return NOTHING;
  const names = new Map<string, string>();
  const meant = new Map<string, { kind: PersonalKind; text: string }>();
  const counts = new Map<PersonalKind, number>();
  let open: ReadonlySet<string> | null = null;
  // Looked for once there is something to hide: most conversations have nothing.
  const isOpen = (datum: PersonalDatum): boolean => {
    open ??= new Set(findPersonalData(known).map(sameness));
    return open.has(sameness(datum));
  };

  function nameOf(datum: { kind: PersonalKind; text: string }): string {
    const key = `${datum.kind} ${sameness(datum)}`;
    const name = names.get(key);
    if (name) return name;
    const count = (counts.get(datum.kind) ?? 0) + 1;
    counts.set(datum.kind, count);
    const fresh = `[${NAMES[datum.kind]}_${count}]`;
    names.set(key, fresh);
    meant.set(fresh, datum);
    return fresh;
  }

  function hide(text: string): string {
    let hidden = '';
    let at = 0;
    for (const datum of findPersonalData(text)) {
      if (!kinds.includes(datum.kind) || isOpen(datum)) continue;
      hidden += text.slice(at, datum.from) + nameOf(datum);
      at = datum.to;
    }
    return at === 0 ? text : hidden + text.slice(at);
  }

  const revealText = (text: string): string => text.replace(PLACEHOLDER, (name) => meant.get(name)?.text ?? name);

  return {
    hide,
    hideIn(message) {
      const text = hide(message.text);
      if (message.role !== 'assistant') return { ...message, text };
      const toolCalls = message.toolCalls.map((call) => ({ ...call, args: inTexts(call.args, hide) }));
      return { ...message, text, toolCalls };
    },
    reveal: (value) => (meant.size === 0 ? value : inTexts(value, revealText)),
    speak: (text) => (meant.size === 0 ? text : text.replace(PLACEHOLDER, (name) => spoken(meant.get(name)) ?? name)),
  };
}

function spoken(datum: { kind: PersonalKind; text: string } | undefined): string | undefined {
  if (!datum || datum.kind === 'email' || datum.kind === 'phone') return datum?.text;
  return `•••• ${datum.text.replace(/[^\p{L}\p{N}]/gu, '').slice(-4)}`;
}

function inTexts<T extends Json>(value: T, change: (text: string) => string): T {
  if (typeof value === 'string') return change(value) as T;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => inTexts(one, change)) as T;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inTexts(member, change)])) as T;
}
