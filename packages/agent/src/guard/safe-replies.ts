import type { Language, SafeReply } from '@parley/shared/guardrails';
import type { Frame } from '../frame.ts';

const PLEASE_WRITE: Record<Language, string> = {
  en: 'Please write to me in English.',
  de: 'Bitte schreiben Sie mir auf Deutsch.',
  es: 'Por favor, escríbame en español.',
  fr: 'Merci de m’écrire en français.',
  it: 'Per favore, mi scriva in italiano.',
  pt: 'Por favor, escreva-me em português.',
  nl: 'Schrijf mij alstublieft in het Nederlands.',
  pl: 'Proszę napisać do mnie po polsku.',
  sv: 'Skriv gärna till mig på svenska.',
  da: 'Skriv venligst til mig på dansk.',
  tr: 'Lütfen bana Türkçe yazın.',
  ru: 'Пожалуйста, напишите мне по-русски.',
  uk: 'Будь ласка, напишіть мені українською.',
  ar: 'يرجى الكتابة إليّ بالعربية.',
  zh: '请用中文给我写信。',
  ja: '日本語でお書きください。',
};

/** What is said where a guardrail has the last word: the agent's own words, else ours. */
export function safeReply(kind: SafeReply, { agent, business }: Frame): string {
  const own = agent.guardrails?.safeReplies?.[kind];
  if (own) return own;
  const orCall = business.phone ? ` or call us on ${business.phone}` : '';
  switch (kind) {
    case 'refused':
      return `I cannot help with that message. I am here for questions about ${business.name}: what would you like to know?`;
    case 'withheld':
      return `I am sorry, I could not find a reliable answer to that. Please ask me in another way${orCall}.`;
    case 'language':
      return (agent.guardrails?.languages ?? []).map((language) => PLEASE_WRITE[language]).join(' ');
    case 'handed_over':
      return 'I am handing this over to a colleague. They can read our conversation and will answer you here.';
  }
}
