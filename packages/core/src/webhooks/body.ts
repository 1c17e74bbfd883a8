type StoredEvent = { orgId: string; kind: string; facts: unknown; at: Date };

/** What is sent of an event, the same with every attempt: what happened, when, and ids to look it up by. */
export const bodyOf = ({ orgId, kind, facts, at }: StoredEvent): string =>
  JSON.stringify({ type: kind, timestamp: at.toISOString(), data: { organisation_id: orgId, ...(facts as object) } });
