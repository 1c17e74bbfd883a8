import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BindToolsInput,
} from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, type BaseMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import type { Json } from '../../json.ts';
import { readTold, type ToolUse } from './acts/tool-use.ts';
import { type DemoReply, type Line, reply } from './reply.ts';

const CHARACTERS_PER_TOKEN = 4;

type DemoOptions = BaseChatModelCallOptions & { tools?: BindToolsInput[] };

/** A chat model without a language model: the same conversation gets the same answer, by the rules beside it. */
export class DemoModel extends BaseChatModel<DemoOptions> {
  override _llmType(): string {
    return 'demo';
  }

  override bindTools(tools: BindToolsInput[], options: Partial<DemoOptions> = {}) {
    return this.withConfig({ ...options, tools });
  }

  override async _generate(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<ChatResult> {
    let whole: ChatGenerationChunk | null = null;
    for await (const chunk of this._streamResponseChunks(messages, options))
      whole = whole ? whole.concat(chunk) : chunk;
    return { generations: whole ? [whole] : [] };
  }

  override async *_streamResponseChunks(messages: BaseMessage[], options: this['ParsedCallOptions']) {
    const answer = answerTo(messages, options);
    for (const piece of piecesOf(answer)) yield chunkOf(piece);
    const input_tokens = tokensIn(messages.map((message) => message.text).join(''));
    const output_tokens = tokensIn(JSON.stringify(answer));
    const usage_metadata = { input_tokens, output_tokens, total_tokens: input_tokens + output_tokens };
    yield chunkOf({ content: '', usage_metadata, response_metadata: { finish_reason: 'stop' } });
  }
}

type Fields = Exclude<ConstructorParameters<typeof AIMessageChunk>[0], string | unknown[]>;
type Piece = Fields & { content: string };

const chunkOf = (fields: Piece): ChatGenerationChunk =>
  new ChatGenerationChunk({ message: new AIMessageChunk(fields), text: fields.content });

const tokensIn = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

function piecesOf(answer: DemoReply): Piece[] {
  const words = answer.text.split(/(?<=\s)/).flatMap((content) => (content === '' ? [] : [{ content }]));
  if (answer.kind === 'say') return words;
  const calls = answer.calls.map(({ name, args }, index) => ({
    type: 'tool_call_chunk' as const,
    name,
    args: JSON.stringify(args),
    id: `${index}`,
    index,
  }));
  return [...words, { content: '', tool_call_chunks: calls }];
}

function answerTo(messages: BaseMessage[], options: DemoOptions): DemoReply {
  const turn = messages.slice(messages.findLastIndex((message) => message.type === 'human'));
  return reply({
    system: messages.find((message) => SystemMessage.isInstance(message))?.text ?? '',
    lines: messages.flatMap(lineOf),
    tools: new Set((options.tools ?? []).flatMap(nameOf)),
    mayCall: options.tool_choice !== 'none',
    uses: usesIn(turn),
  });
}

/** What was said to each other; words on the way to a tool are no answer. */
function lineOf(message: BaseMessage): Line[] {
  if (message.type === 'human') return [{ by: 'customer', text: message.text }];
  const isAnswer = AIMessage.isInstance(message) && (message.tool_calls ?? []).length === 0;
  return isAnswer ? [{ by: 'us', text: message.text }] : [];
}

function nameOf(tool: BindToolsInput): string[] {
  const { name, function: declared } = tool as { name?: unknown; function?: { name: unknown } };
  const called = declared?.name ?? name;
  return typeof called === 'string' ? [called] : [];
}

function usesIn(turn: BaseMessage[]): ToolUse[] {
  const results = turn.filter((message) => ToolMessage.isInstance(message));
  const calls = turn.flatMap((message) => (AIMessage.isInstance(message) ? (message.tool_calls ?? []) : []));
  return calls.flatMap(({ id, name, args }) => {
    const result = results.find(({ tool_call_id }) => tool_call_id === id);
    return result ? [{ name, args: args as Record<string, Json>, told: readTold(result.text) }] : [];
  });
}
