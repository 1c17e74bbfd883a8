import type { DraftListener } from '@parley/agent/drafts/open-draft';
import type { Frame } from '@parley/agent/frame';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import type { LiveHint } from '@parley/shared/live-hint';

/** What is written within so long goes out together; an answer that is settled sooner never was a draft. */
export const DRAFT_EVERY_MS = 50;

export type Draft = {
  /** Absent where nobody may read along. */
  onDraft?: DraftListener;
  /** Nothing more is told: the answer comes. */
  close(): void;
  /** What was told will not be the answer. */
  withdraw(): void;
};

/** Carries the draft of one attempt to whoever has the chat open. It is in no row and no log, and may be lost. */
export function carryDraft(publish: (hint: LiveHint) => void, claim: LaneClaim, { agent, channel }: Frame): Draft {
  const { orgId, conversationId, turnId } = claim;
  let told: string | null = null;
  let newest: string | null = null;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  function tell(): void {
    timer = undefined;
    if (newest === told) return;
    told = newest;
    publish({ kind: 'draft', orgId, conversationId, turnId, fence: claim.fence.toString(), text: told });
  }

  function onDraft(text: string | null): void {
    if (isClosed) return;
    newest = text;
    if (text === null) tellNow();
    else timer ??= setTimeout(tell, DRAFT_EVERY_MS);
  }

  function tellNow(): void {
    clearTimeout(timer);
    tell();
  }

  const isRead = channel === 'web_chat' && agent.streams !== false;
  return {
    ...(isRead && { onDraft }),
    close() {
      isClosed = true;
      clearTimeout(timer);
    },
    withdraw() {
      isClosed = true;
      newest = null;
      tellNow();
    },
  };
}
