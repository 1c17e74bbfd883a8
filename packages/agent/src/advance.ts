import type { Frame } from './frame.ts';
import type { Step } from './journal.ts';
import type { ModelPort } from './models/model-port.ts';
import type { Outcome } from './outcome.ts';
import type { ToolPort } from './tools/tool.ts';

/** Everything through which a run reaches the world. */
export type Ports = {
  now: () => Date;
  model: ModelPort;
  tool: ToolPort;
  /** A draft of the answer as it is written, for pages that show it early; the outcome's text is the answer. */
  onText?: (piece: string) => void;
};

/** `steps`: the journal so far, on a retry or a resume. */
export type Turn = { frame: Frame; ports: Ports; steps?: readonly Step[]; signal: AbortSignal };

export declare function advance(turn: Turn): Promise<Outcome>;
