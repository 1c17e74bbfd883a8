import type { DraftListener } from './drafts/open-draft.ts';
import type { ModelPort } from './models/model-port.ts';
import type { ToolPort } from './tools/tool.ts';

/** Everything through which a run reaches the world. */
export type Ports = {
  now: () => Date;
  model: ModelPort;
  tool: ToolPort;
  /** Hears the answer while it is written. It is a draft: the outcome decides. */
  onDraft?: DraftListener;
};
