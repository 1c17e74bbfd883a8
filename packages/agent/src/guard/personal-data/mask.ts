import type { PersonalKind } from '@parley/shared/guardrails';
import type { Json } from '../../json.ts';
import { findPersonalData, sameness } from './kinds.ts';

/** What stands for personal data where a model reads along, and what it stands for. */
export type Mask = {
  hide(text: string): string;
  /** In arguments of tools: the very thing. */
  reveal<T extends Json>(value: T): T;
  /** In an answer: what nobody needs to read in full, a card or a national number, only by its end. */
  speak(text: string): string;
};

const NAMES: Record<PersonalKind, string> = { card: 'card', iban: 'account', national_id: 'id', email: 'email', phone: 'phone' };
const PLACEHOLDER = /\[(?:card|account|id|email|phone)_\d{1,3}\]/gu;

const NOTHING: Mask = { hide: (text) => text, reveal: (value) => value, speak: (text) => text };

/**
 * The same datum has the same placeholder through a whole run, numbered in the order in which they are hidden. `known` is
 * what the model is told in any case: the business's own address and number stay.
 */
export function openMask(kinds: readonly PersonalKind[], known: string): Mask {
  if (kinds.length === 0) return NOTHING;
  const names = new Map<string, string>();
  const meant = new Map<string, { kind: PersonalKind; text: string }>();
  const open = new Set(findPersonalData(known).map(sameness));
  const counts = new Map<PersonalKind, number>();

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

  const revealText = (text: string): string => text.replace(PLACEHOLDER, (name) => meant.get(name)?.text ?? name);

  function reveal(value: Json): Json {
    if (meant.size === 0) return value;
    if (typeof value === 'string') return revealText(value);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(reveal);
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, reveal(member)]));
  }

  return {
    hide(text) {
      let hidden = '';
      let at = 0;
      for (const datum of findPersonalData(text)) {
        if (!kinds.includes(datum.kind) || open.has(sameness(datum))) continue;
        hidden += text.slice(at, datum.from) + nameOf(datum);
        at = datum.to;
      }
      return hidden === '' ? text : hidden + text.slice(at);
    },
    reveal: <T extends Json>(value: T) => reveal(value) as T,
    speak: (text) =>
      meant.size === 0 ? text : text.replace(PLACEHOLDER, (name) => spoken(meant.get(name)) ?? name),
  };
}

function spoken(datum: { kind: PersonalKind; text: string } | undefined): string | undefined {
  if (!datum || datum.kind === 'email' || datum.kind === 'phone') return datum?.text;
  return `•••• ${datum.text.replace(/[^\p{L}\p{N}]/gu, '').slice(-4)}`;
}
