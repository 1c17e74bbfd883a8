import { parserOf, type ToolObject } from '@parley/shared/tool-schema';
import { type Json, refusalOf } from '../json.ts';
import { refuse } from './acting.ts';

export type HttpAnswer = { status: number; answer: Json; note?: string };

const TEXT_CHARS = 4_000;
const REASON_CHARS = 300;

/** Nobody can say whether it was done. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown';
}

type Wanted = { output: ToolObject | null; reads: boolean };

/** What another system answers, as far as it was declared; the rest never reaches the model. */
export async function readAnswer(response: Response, { output, reads }: Wanted): Promise<HttpAnswer> {
  const { status } = response;
  // What was done is done, whether or not its answer can be read.
  const text = await response.text().catch((error: unknown) => {
    if (reads || status >= 300) throw error;
    return '';
  });
  if (status >= 500 || status === 408) return failed(status, reads);
  if (status >= 300) {
    return refuse(
      'refused_there',
      `The other system has refused this with ${status}. ${shortened(text, REASON_CHARS)}`,
    );
  }
  if (output === null) return { status, answer: shortened(text, TEXT_CHARS) };
  const answer = declaredPart(text, output);
  if (answer !== undefined) return { status, answer };
  if (reads) return refuse('unexpected_answer', 'The other system’s answer is not what was declared. Do without it.');
  return { status, answer: null, note: 'It was done, and the answer could not be read.' };
}

function failed(status: number, reads: boolean): never {
  if (!reads) throw new OutcomeUnknown(`the other system has failed with ${status}`);
  return refuse('failed_there', `The other system has failed with ${status}. Try again later, or offer a colleague.`);
}

function declaredPart(text: string, output: ToolObject): Json | undefined {
  try {
    const parsed = parserOf(output, 'left_out').safeParse(JSON.parse(text));
    const answer = parsed.success ? (parsed.data as Json) : undefined;
    return answer === undefined || refusalOf(answer) ? undefined : answer;
  } catch {
    return undefined;
  }
}

const shortened = (text: string, chars: number): string => {
  const plain = text.replaceAll('\u0000', '').toWellFormed();
  return plain.length <= chars ? plain : `${plain.slice(0, chars).toWellFormed()}…`;
};
