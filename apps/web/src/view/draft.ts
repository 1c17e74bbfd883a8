const placeOf = (userId: string, conversationId: string) => `parley.draft.${userId}.${conversationId}`;

/** What was written and not sent, kept in this tab alone, for the person who wrote it. */
export const keptDraft = (userId: string, conversationId: string): string =>
  sessionStorage.getItem(placeOf(userId, conversationId)) ?? '';

export function keepDraft(userId: string, conversationId: string, text: string): void {
  if (text === '') sessionStorage.removeItem(placeOf(userId, conversationId));
  else sessionStorage.setItem(placeOf(userId, conversationId), text);
}
