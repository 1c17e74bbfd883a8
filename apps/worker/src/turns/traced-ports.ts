import type { ModelPort } from '@parley/agent/models/model-port';
import { runTool, type ToolPort } from '@parley/agent/tools/tool';
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

export const tracedTool: ToolPort = (tool, ctx, input) =>
  withSpan(
    `execute_tool ${tool.name}`,
    { attributes: { [GENAI.operation]: 'execute_tool', [GENAI.toolName]: tool.name } },
    () => runTool(tool, ctx, input),
  );
