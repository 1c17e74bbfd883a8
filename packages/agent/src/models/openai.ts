import { ChatOpenAICompletions } from '@langchain/openai';
import { LIMITS } from '../limits.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** OpenAI, and whatever speaks its chat completions: Ollama, vLLM, gateways. */
export const openaiChat = (model: string, { apiKey, baseUrl, fetch }: ProviderSettings) =>
  new ChatOpenAICompletions({
    model,
    // A local server may want none, the client always wants one.
    apiKey: apiKey ?? 'none',
    maxTokens: LIMITS.outputTokensPerCall,
    maxRetries: 0,
    // Always said: without it, LangChain takes an address from the environment, LangSmith's gateway among them.
    configuration: { baseURL: baseUrl ?? 'https://api.openai.com/v1', ...(fetch && { fetch }) },
  });
