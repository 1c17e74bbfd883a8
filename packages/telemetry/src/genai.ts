/**
 * OpenTelemetry's names for what language models do (semantic conventions for generative AI). They are still in
 * development and have been renamed before: nowhere else are they written out. Never the content of a message.
 */
export const GENAI = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  requestModel: 'gen_ai.request.model',
  responseModel: 'gen_ai.response.model',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  conversation: 'gen_ai.conversation.id',
  toolName: 'gen_ai.tool.name',
} as const;
