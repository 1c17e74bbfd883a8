import type { ModelPort } from '@parley/agent/models/model-port';
import type { ToolPort } from '@parley/agent/tools/tool-port';
import { GENAI } from '@parley/telemetry/genai';
import { setSpanAttributes, withSpan } from '@parley/telemetry/trace';

/** The same model, with each call a span that says who answered and what it used; never what was said. */
export const tracedModel = (model: ModelPort, conversationId: string): ModelPort => ({
  ...model,
  call: (call, options) =>
    withSpan(
      'chat',
      { kind: 'client', attributes: { [GENAI.operation]: 'chat', [GENAI.conversation]: conversationId } },
      async () => {
        const answer = await model.call(call, options);
        setSpanAttributes({
          [GENAI.responseModel]: answer.model,
          [GENAI.inputTokens]: answer.usage.inputTokens,
          [GENAI.outputTokens]: answer.usage.outputTokens,
        });
        return answer;
      },
    ),
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
