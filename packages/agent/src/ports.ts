import type { ModelPort } from './models/model-port.ts';
import type { ToolPort } from './tools/tool.ts';

/** Everything through which a run reaches the world. */
export type Ports = {
  now: () => Date;
  model: ModelPort;
  tool: ToolPort;
  /** A draft as it is written, and the step that writes it: a new step withdraws the draft of the one before. */
  onText?: (piece: string, step: string) => void;
};
