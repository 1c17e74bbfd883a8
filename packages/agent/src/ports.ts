import type { DraftListener } from './drafts/open-draft.ts';
import type { DecidePort } from './gate/decision.ts';
import type { GuardPort } from './guard/guard-port.ts';
import type { ModelPort } from './models/model-port.ts';
import type { ToolPort } from './tools/tool-port.ts';

/** Everything through which a run reaches the world. */
export type Ports = {
  now: () => Date;
  model: ModelPort;
  guard: GuardPort;
  decide: DecidePort;
  tool: ToolPort;
  /** Hears the answer while it is written. It is a draft: the outcome decides. */
  onDraft?: DraftListener;
};
