import { z } from 'zod';

/** Providers of the installation, whose keys stand in its environment. */
export const INSTALLATION_PROVIDERS = ['openai', 'anthropic'] as const;
export type InstallationProvider = (typeof INSTALLATION_PROVIDERS)[number];

/** Where a model's name leads: a provider of the installation, an account of the organisation, or the rules without one. */
export type ModelRef =
  | { kind: 'demo' }
  | { kind: 'installation'; provider: InstallationProvider; model: string }
  | { kind: 'connection'; connectionId: string; model: string };

const NAME = /^[\x21-\x7e]{1,200}$/;
const CONNECTION = /^conn_[0-9a-hjkmnp-tv-z]{26}$/;

/** `demo`, `openai:gpt-4o`, `anthropic:claude-haiku-4-5`, `conn_…:llama3.2`; null for what is none of these. */
export function parseModelRef(text: string): ModelRef | null {
  if (text === 'demo') return { kind: 'demo' };
  const colon = text.indexOf(':');
  const [head, model] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon < 0 || !NAME.test(model)) return null;
  const provider = INSTALLATION_PROVIDERS.find((one) => one === head);
  if (provider) return { kind: 'installation', provider, model };
  return CONNECTION.test(head) ? { kind: 'connection', connectionId: head, model } : null;
}

export const modelRefSchema = z
  .string()
  .max(256)
  .refine(
    (text) => parseModelRef(text) !== null,
    'must be demo, openai:<model>, anthropic:<model>, or a connection’s id and a model: conn_…:<model>',
  );

/** Who is asked for an answer: one model, or the first of several that can give one. */
export const routingSchema = z
  .object({
    kind: z.enum(['fixed', 'fallback']),
    models: z.array(modelRefSchema).min(1).max(5),
  })
  .refine(({ kind, models }) => kind === 'fallback' || models.length === 1, 'fixed routing names one model')
  .refine(({ models }) => new Set(models).size === models.length, 'each model is named once');
export type Routing = z.infer<typeof routingSchema>;
