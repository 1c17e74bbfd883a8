import { createInterface } from 'node:readline/promises';

export type Ask = { input: NodeJS.ReadStream; output: NodeJS.WriteStream };

/** True when the word was typed. Nobody is there to type when the input is not a terminal. */
export async function typedWord(word: string, { input, output }: Ask): Promise<boolean> {
  if (!input.isTTY) return false;
  const lines = createInterface({ input, output });
  try {
    return (await lines.question(`Type ${word} to go on, anything else to leave it: `)).trim() === word;
  } finally {
    lines.close();
  }
}
