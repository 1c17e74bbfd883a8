import type { Json } from './json.ts';
import type { Usage } from './outcome.ts';

/** One entry of a run's journal, keyed by its place in the graph: `frame`, `think#2`, `tool:think#1.0`. */
export type Step = {
  key: string;
  kind: 'frame' | 'model' | 'tool';
  /** A digest of each part of what was asked (`system`, `messages`, `tools`, `params`…), so that a divergence has a name. */
  requestHash: Record<string, string>;
  response: Json;
  usage: Usage | null;
  startedAt: string;
  durationMs: number;
};

export type Divergence = { step: string; part: string };
