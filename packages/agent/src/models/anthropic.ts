import { ChatAnthropic } from '@langchain/anthropic';
import { LIMITS } from '../limits.ts';
import type { ProviderSettings } from './provider-settings.ts';

export const anthropicChat = (model: string, { apiKey, baseUrl, fetch }: ProviderSettings) =>
  new ChatAnthropic({
    model,
    apiKey: apiKey ?? 'none',
    maxTokens: LIMITS.outputTokensPerCall,
    maxRetries: 0,
    // Always said: without it, LangChain takes an address from the environment, LangSmith's gateway among them.
    anthropicApiUrl: baseUrl ?? 'https://api.anthropic.com',
    ...(fetch && { clientOptions: { fetch } }),
  });
