import type { ModelAnswer, ModelCall, ModelPort } from '@parley/agent/models/model-port';
import type { ToolPort } from '@parley/agent/tools/tool-port';
import { GENAI } from '@parley/telemetry/genai';
import { setSpanAttributes, withSpan } from '@parley/telemetry/trace';

/**
 * The same model, with each call a span that says who was asked, who answered and what it used. What was said stands there
 * only where the installation wants it.
 */
export const tracedModel = (model: ModelPort, conversationId: string, captureContent: boolean): ModelPort => ({
  label: model.label,
  demo: model.demo,
  call: (call, options) =>
    withSpan('chat', { kind: 'client', attributes: asked(call, conversationId, captureContent) }, async () => {
      const answer = await model.call(call, options);
      setSpanAttributes(answered(answer, captureContent));
      return answer;
    }),
});

const asked = ({ params, system, messages }: ModelCall, conversationId: string, captureContent: boolean) => ({
  [GENAI.operation]: 'chat',
  [GENAI.conversation]: conversationId,
  [GENAI.requestModel]: params.routing?.models[0] ?? params.model ?? undefined,
  ...(captureContent && {
    [GENAI.systemInstructions]: system,
    [GENAI.inputMessages]: JSON.stringify(messages),
  }),
});

const answered = ({ choice, finishReason, model, text, toolCalls, usage }: ModelAnswer, captureContent: boolean) => ({
  [GENAI.provider]: choice?.provider,
  [GENAI.requestModel]: choice?.model,
  [GENAI.responseModel]: model,
  [GENAI.finishReasons]: finishReason === undefined ? undefined : [finishReason],
  [GENAI.inputTokens]: usage.inputTokens,
  [GENAI.cachedInputTokens]: usage.cachedInputTokens,
  [GENAI.outputTokens]: usage.outputTokens,
  ...(captureContent && { [GENAI.outputMessages]: JSON.stringify([{ role: 'assistant', text, toolCalls }]) }),
});

/** The same tools, with each call a span that says which one it was. */
export const tracedTools = (port: ToolPort): ToolPort => ({
  ...port,
  run: (use, perform) =>
    withSpan(
      `execute_tool ${use.tool.name}`,
      { attributes: { [GENAI.operation]: 'execute_tool', [GENAI.toolName]: use.tool.name } },
      () => port.run(use, perform),
    ),
});
