import { readText } from './repository.ts';

export type Instruction = {
  verb: string;
  /** `--from=build` and the like; a flag may be given several times. */
  flags: Array<[name: string, value: string]>;
  rest: string;
};

export type Stage = { name: string | null; base: string; instructions: Instruction[] };
export type Copy = { from: string | null; sources: string[]; target: string };

/** The stages of a Dockerfile, in order; the last one is the image. */
export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = [];
  for (const line of logicalLines(text)) {
    const instruction = parseInstruction(line);
    if (instruction.verb === 'FROM') stages.push(beginStage(instruction.rest));
    else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

export const readDockerfile = (name: string): Stage[] => parseDockerfile(readText(`infra/docker/${name}.Dockerfile`));

const logicalLines = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

function parseInstruction(line: string): Instruction {
  const [verb = '', ...words] = line.split(/\s+/);
  const flags: Instruction['flags'] = [];
  for (let flag = FLAG.exec(words[0] ?? ''); flag; flag = FLAG.exec(words[0] ?? '')) {
    flags.push([flag[1] ?? '', flag[2] ?? '']);
    words.shift();
  }
  return { verb: verb.toUpperCase(), flags, rest: words.join(' ') };
}

const FLAG = /^--([a-z-]+)=(.*)$/;

function beginStage(rest: string): Stage {
  const [base = '', , name = null] = rest.split(' ');
  return { name, base, instructions: [] };
}

/** A stage's instructions with those of the stages it is built on before them. */
export function withBases(stages: Stage[], stage: Stage): Instruction[] {
  const base = stages.find(({ name }) => name === stage.base);
  return [...(base ? withBases(stages, base) : []), ...stage.instructions];
}

export const stageNamed = (stages: Stage[], name: string): Stage => {
  const stage = stages.find((each) => each.name === name);
  if (!stage) throw new Error(`there is no stage ${name}`);
  return stage;
};

export const finalStage = (stages: Stage[]): Stage => {
  const stage = stages.at(-1);
  if (!stage) throw new Error('the Dockerfile is empty');
  return stage;
};

export function copyOf({ flags, rest }: Instruction): Copy {
  const words = rest.split(' ');
  const from = flags.find(([name]) => name === 'from')?.[1] ?? null;
  return { from, sources: words.slice(0, -1), target: words.at(-1) ?? '' };
}

export const copiesIn = (instructions: Instruction[]): Copy[] =>
  instructions.filter(({ verb }) => verb === 'COPY').map(copyOf);

/** What is read from the build's context: copied, or lent to a command. */
export const contextPathsIn = (stages: Stage[]): string[] =>
  stages.flatMap(({ instructions }) => [
    ...copiesIn(instructions)
      .filter(({ from }) => from === null)
      .flatMap(({ sources }) => sources),
    ...instructions.flatMap(({ flags }) =>
      flags.flatMap(([, value]) => /type=bind,source=([^,]+)/.exec(value)?.[1] ?? []),
    ),
  ]);

/** The last word on something: the command, the user, the health check. */
export const lastOf = (instructions: Instruction[], verb: string): Instruction => {
  const found = instructions.findLast((each) => each.verb === verb);
  if (!found) throw new Error(`there is no ${verb}`);
  return found;
};

/** CMD in the form that starts the program itself, not a shell. */
export const commandOf = (stages: Stage[]): string[] =>
  JSON.parse(lastOf(finalStage(stages).instructions, 'CMD').rest) as string[];

export const healthCommandOf = (stages: Stage[]): string =>
  lastOf(finalStage(stages).instructions, 'HEALTHCHECK').rest.replace(/^CMD /, '');

/** `ENV A=1 B=2`, without quotes or spaces in values. */
export const environmentOf = (stages: Stage[]): Record<string, string> =>
  Object.fromEntries(
    finalStage(stages)
      .instructions.filter(({ verb }) => verb === 'ENV')
      .flatMap(({ rest }) => rest.split(' ').map((pair) => pair.split('=', 2) as [string, string])),
  );
