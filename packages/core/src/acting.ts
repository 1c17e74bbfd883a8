/** Who does something. */
export type Actor = { kind: 'user' | 'api_key' | 'agent' | 'system'; id: string };

/** In which organisation, by whom, and through which request: the first argument of every verb that changes something. */
export type As = {
  orgId: string;
  actor: Actor;
  requestId: string | null;
  /** From where, as far as it is known; kept with the personal part of the record. */
  address: string | null;
};
