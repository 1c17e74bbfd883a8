import { type FactType, factValue } from '@parley/shared/contact-facts';
import type { ContactFact } from '@parley/shared/contract/contacts';

type FactRow = {
  id: string;
  name: string;
  type: string;
  value: string;
  messageId: string | null;
  authorKind: string;
  authorId: string;
  updatedAt: Date;
};

export const factView = (row: FactRow): ContactFact => ({
  id: row.id,
  name: row.name,
  type: row.type as FactType,
  value: factValue(row.type, row.value),
  message_id: row.messageId,
  noted_by: { kind: row.authorKind as ContactFact['noted_by']['kind'], id: row.authorId },
  updated_at: row.updatedAt.toISOString(),
});
