import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BindToolsInput,
} from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, type BaseMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { type OpeningHoursAnswer, openingHoursAnswer } from '../../tools/get-opening-hours.ts';
import { type DemoReply, reply } from './reply.ts';

const HOURS_TOOL = 'get_opening_hours';
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
  if (answer.kind === 'say') return answer.text.split(/(?<=\s)/).map((content) => ({ content }));
  const calls = answer.days.map((day, index) => ({
    name: HOURS_TOOL,
    args: JSON.stringify({ day }),
    id: `${index}`,
    index,
  }));
  return [{ content: '', tool_call_chunks: calls.map((call) => ({ ...call, type: 'tool_call_chunk' as const })) }];
}

function answerTo(messages: BaseMessage[], options: DemoOptions): DemoReply {
  const turn = messages.slice(messages.findLastIndex(isFinalAnswer) + 1);
  return reply({
    system: messages.find((message) => SystemMessage.isInstance(message))?.text ?? '',
    text: turn
      .filter((message) => message.type === 'human')
      .map((message) => message.text)
      .join('\n'),
    canLook: options.tool_choice !== 'none' && (options.tools ?? []).some((tool) => nameOf(tool) === HOURS_TOOL),
    looked: lookedUp(turn.filter((message) => ToolMessage.isInstance(message))),
  });
}

const isFinalAnswer = (message: BaseMessage): boolean =>
  AIMessage.isInstance(message) && (message.tool_calls ?? []).length === 0;

function nameOf(tool: BindToolsInput): unknown {
  const { name, function: declared } = tool as { name?: string; function?: { name: string } };
  return declared?.name ?? name;
}

function lookedUp(results: ToolMessage[]): OpeningHoursAnswer[] | null {
  if (results.length === 0) return null;
  return results.flatMap((result) => {
    const parsed = openingHoursAnswer.safeParse(parseJson(result.text));
    return parsed.success ? [parsed.data] : [];
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
