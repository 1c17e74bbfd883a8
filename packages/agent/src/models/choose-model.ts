import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { ChatIdentity } from './call-chat.ts';
import type { CallOptions, ModelAnswer, ModelCall, ModelPort } from './model-port.ts';
import type { ProviderSettings } from './provider-settings.ts';

export const DEMO_MODEL_LABEL = 'demo model: no language model is called';

export type ModelSettings = {
  openai?: ProviderSettings;
  anthropic?: ProviderSettings;
  /** The model of agents that name none. */
  model?: string;
  timeoutMs?: number;
};

const DEFAULT_MODELS = { openai: 'gpt-4o-mini', anthropic: 'claude-haiku-4-5' } as const;
const DEFAULT_TIMEOUT_MS = 60_000;

type Chat = { chat: BaseChatModel; identity: ChatIdentity };

/** Who answers, by the settings: a provider's model where one is configured, else the demo model, said plainly. */
export function chooseModel(settings: ModelSettings): ModelPort {
  const chats = new Map<string | null, Promise<Chat>>();
  const chatFor = (model: string | null): Promise<Chat> => {
    const known = chats.get(model) ?? openChat(settings, model);
    chats.set(model, known);
    return known;
  };
  const { provider, label } = identify(settings, null);
  return {
    label,
    demo: provider === 'demo',
    async call(call: ModelCall, options: CallOptions): Promise<ModelAnswer> {
      const [{ callChat }, { chat, identity }] = await Promise.all([
        import('./call-chat.ts'),
        chatFor(call.params.model),
      ]);
      return callChat(chat, identity, call, options);
    },
  };
}

type Provider = 'openai' | 'anthropic' | 'demo';

function identify(settings: ModelSettings, wanted: string | null) {
  const named = wanted ?? settings.model;
  const provider = providerOf(settings, named);
  if (provider === 'demo') return { provider, model: 'demo', label: DEMO_MODEL_LABEL };
  const model = named ?? DEFAULT_MODELS[provider];
  return { provider, model, label: `${provider} ${model}` };
}

function providerOf({ openai, anthropic }: ModelSettings, model: string | undefined): Provider {
  if (anthropic && (!openai || model?.startsWith('claude'))) return 'anthropic';
  return openai ? 'openai' : 'demo';
}

async function openChat(settings: ModelSettings, wanted: string | null): Promise<Chat> {
  const { provider, model, label } = identify(settings, wanted);
  const identity = { provider, label, timeoutMs: settings.timeoutMs ?? DEFAULT_TIMEOUT_MS };
  return { identity, chat: await importChat(provider, model, settings) };
}

// Each provider's package takes 100 to 250 ms to load, so only the one that answers is.
async function importChat(provider: Provider, model: string, settings: ModelSettings): Promise<BaseChatModel> {
  if (provider === 'openai') return (await import('./openai.ts')).openaiChat(model, settings.openai ?? {});
  if (provider === 'anthropic') return (await import('./anthropic.ts')).anthropicChat(model, settings.anthropic ?? {});
  return new (await import('./demo/demo-model.ts')).DemoModel({});
}
