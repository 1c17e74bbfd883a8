/** Where something was agreed: in a turn of a conversation, or nowhere, when people or their systems enter it. */
export type Origin = { conversationId: string; turnId: string } | null;

export const originColumns = (origin: Origin) => ({
  conversationId: origin?.conversationId ?? null,
  turnId: origin?.turnId ?? null,
});
