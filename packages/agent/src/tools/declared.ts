import { parserOf } from '@parley/shared/tool-schema';
import { z } from 'zod';
import { callHttpTool } from './call-http-tool.ts';
import type { DeclaredTool } from './declared-schema.ts';
import { defineTool, type Tool } from './tool.ts';

const made = new Map<string, Tool>();
const MOST = 1_000;

/** Made once per version: it never changes. */
export function toolOf(declared: DeclaredTool): Tool {
  const key = `${declared.id} ${declared.version}`;
  const known = made.get(key);
  if (known) return known;
  if (made.size >= MOST) made.clear();
  const tool = httpTool(declared);
  made.set(key, tool);
  return tool;
}

const httpTool = (declared: DeclaredTool): Tool =>
  defineTool({
    name: declared.name,
    description: declared.description,
    effect: declared.effect,
    reach: 'outside',
    input: parserOf(declared.input, 'strict'),
    output: z.object({ status: z.number(), answer: z.unknown(), note: z.string().optional() }),
    summary: (input) => [
      `Calls ${declared.name}`,
      ...Object.entries(input as object).map(([name, value]) => `${name}: ${JSON.stringify(value).slice(0, 200)}`),
    ],
    run: (ctx, input) => callHttpTool(ctx, declared, input as Record<string, unknown>),
  });
