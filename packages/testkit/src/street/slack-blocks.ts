/** The limits of Block Kit that a card with other people's words in it can run into. */
const TEXT_LIMITS: Record<string, number> = { section: 3_000, header: 150, button: 75, context: 2_000 };
const FIELD_LIMITS: Record<string, number> = { value: 2_000, action_id: 255, block_id: 255, url: 3_000 };
const LIST_LIMITS: Record<string, number> = { section: 10, actions: 25, context: 10 };
const BLOCKS_MAX = 50;

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** What Slack would say is wrong with these blocks, in its own words. */
export function blockProblems(blocks: unknown): string[] {
  if (!Array.isArray(blocks)) return ['[ERROR] must be an array [json-pointer:/blocks]'];
  const tooMany =
    blocks.length > BLOCKS_MAX ? [`[ERROR] no more than ${BLOCKS_MAX} items allowed [json-pointer:/blocks]`] : [];
  return [...tooMany, ...blocks.flatMap((block, index) => nodeProblems(block, `/blocks/${index}`))];
}

function nodeProblems(node: unknown, path: string): string[] {
  if (!isNode(node) || typeof node.type !== 'string')
    return [`[ERROR] missing required field: type [json-pointer:${path}]`];
  const children = [node.elements, node.fields].find(Array.isArray) ?? [];
  const listMax = LIST_LIMITS[node.type] ?? Number.POSITIVE_INFINITY;
  return [
    ...textProblems(node, path),
    ...Object.entries(FIELD_LIMITS).flatMap(([name, max]) => lengthProblem(node[name], max, `${path}/${name}`)),
    ...(children.length > listMax ? [`[ERROR] no more than ${listMax} items allowed [json-pointer:${path}]`] : []),
    ...children.flatMap((child, index) => nodeProblems(child, `${path}/elements/${index}`)),
    ...(node.accessory ? nodeProblems(node.accessory, `${path}/accessory`) : []),
  ];
}

function textProblems(node: Node, path: string): string[] {
  const limit = TEXT_LIMITS[String(node.type)];
  if (limit === undefined || !isNode(node.text)) return [];
  const { text } = node.text;
  if (text === '') return [`[ERROR] must be more than 0 characters [json-pointer:${path}/text/text]`];
  return lengthProblem(text, limit, `${path}/text/text`);
}

const lengthProblem = (value: unknown, max: number, path: string): string[] =>
  typeof value === 'string' && value.length > max
    ? [`[ERROR] must be less than ${max + 1} characters [json-pointer:${path}]`]
    : [];
