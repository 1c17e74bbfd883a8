import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { parseModelRef } from '@parley/shared/model-refs';
import { ProviderError } from './provider-error.ts';
import type { ProviderSettings } from './provider-settings.ts';
import type { QuotaLimits } from './quota.ts';

export const DEMO_MODEL_LABEL = 'demo model: no language model is called';

export type ModelSettings = {
  openai?: ProviderSettings;
  anthropic?: ProviderSettings;
  /** The model of agents that name none. */
  model?: string;
  timeoutMs?: number;
  /** What the installation's own accounts may be asked, for each model. */
  quota?: QuotaLimits;
};

/** An account of an organisation, opened for the call that is about to be made. */
export type ConnectedAccount = ProviderSettings & {
  kind: 'openai' | 'anthropic' | 'openai_compatible';
  limits: QuotaLimits;
};

/** A model that may be asked. */
export type Candidate = {
  ref: string;
  provider: string;
  model: string;
  /** As people should read who answered. */
  label: string;
  /** Whose limits and failures it shares: everyone who asks this account for this model. */
  key: string;
  limits: QuotaLimits;
  open(): Promise<BaseChatModel>;
};

type Protocol = 'openai' | 'anthropic' | 'demo';
type MakeChat = (model: string, settings: ProviderSettings) => BaseChatModel;

/**
 * Whose protocols we speak. Another provider is a file that makes a LangChain chat model, and a line here. Each package
 * takes 100 to 250 ms to load, so only the one that answers is.
 */
const PROTOCOLS: Record<Protocol, () => Promise<MakeChat>> = {
  openai: async () => (await import('./openai.ts')).openaiChat,
  anthropic: async () => (await import('./anthropic.ts')).anthropicChat,
  demo: async () => {
    const { DemoModel } = await import('./demo/demo-model.ts');
    return () => new DemoModel({});
  },
};

const SPEAKS = { openai: 'openai', anthropic: 'anthropic', openai_compatible: 'openai' } as const;
const DEFAULT_MODELS = { openai: 'gpt-4o-mini', anthropic: 'claude-haiku-4-5' } as const;
const NO_LIMITS: QuotaLimits = { requestsPerMinute: null, tokensPerMinute: null };

/** The one spelling of a model's name: a provider's own name means that provider where it is configured, else the demo model. */
export function refOf(settings: ModelSettings, named: string | null): string {
  const wanted = named ?? settings.model;
  if (wanted !== undefined && parseModelRef(wanted)) return wanted;
  const provider = providerFor(settings, wanted);
  return provider === 'demo' ? 'demo' : `${provider}:${wanted ?? DEFAULT_MODELS[provider]}`;
}

function providerFor({ openai, anthropic }: ModelSettings, model: string | undefined): Protocol {
  if (anthropic && (!openai || model?.startsWith('claude'))) return 'anthropic';
  return openai ? 'openai' : 'demo';
}

export const labelOf = (settings: ModelSettings): { label: string; demo: boolean } => {
  const ref = parseModelRef(refOf(settings, null));
  if (ref?.kind !== 'installation') return { label: DEMO_MODEL_LABEL, demo: true };
  return { label: `${ref.provider} ${ref.model}`, demo: false };
};

type Accounts = { orgId: string; connection(id: string): Promise<ConnectedAccount> };

/** Finds out who a reference means. Models of the installation are opened once and kept; an organisation's with each call. */
export function openCandidates(settings: ModelSettings) {
  const kept = new Map<string, Promise<BaseChatModel>>();
  const keep = (ref: string, protocol: Protocol, model: string, given: ProviderSettings) => () => {
    const chat = kept.get(ref) ?? PROTOCOLS[protocol]().then((make) => make(model, given));
    kept.set(ref, chat);
    return chat;
  };

  return async (ref: string, accounts: Accounts): Promise<Candidate> => {
    const parsed = parseModelRef(ref);
    if (!parsed) throw unknown(ref);
    if (parsed.kind === 'demo') {
      const demo = { provider: 'demo', model: 'demo', label: DEMO_MODEL_LABEL, key: ref, limits: NO_LIMITS };
      return { ref, ...demo, open: keep(ref, 'demo', 'demo', {}) };
    }
    const { model } = parsed;
    if (parsed.kind === 'installation') {
      const { provider } = parsed;
      const given = settings[provider];
      if (!given) throw notSet(provider);
      const limits = settings.quota ?? NO_LIMITS;
      const open = keep(ref, provider, model, given);
      return { ref, provider, model, label: `${provider} ${model}`, key: ref, limits, open };
    }
    const { kind, limits, ...given } = await accounts.connection(parsed.connectionId);
    const open = async () => (await PROTOCOLS[SPEAKS[kind]]())(model, given);
    return { ref, provider: kind, model, label: `${kind} ${model}`, key: `${accounts.orgId} ${ref}`, limits, open };
  };
}

const unknown = (ref: string) =>
  new ProviderError('models', `“${ref}” names no model`, { status: null, retryable: false });

const notSet = (provider: string) =>
  new ProviderError(provider, 'this installation has no key for it', { status: null, retryable: false });
