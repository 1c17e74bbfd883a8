import { describeError } from './describe-error.ts';

type Command = { main(args: string[]): Promise<number> };

/** One of `commands/`, by its name. Returns the exit code. */
export async function runCommand(name: string, args: string[]): Promise<number> {
  const { main } = (await import(`./commands/${name}.ts`)) as Command;
  try {
    return await main(args);
  } catch (error) {
    console.error(describeError(error));
    return 1;
  }
}
