/** One open road for hints. It is never repaired: who finds it lost closes it and opens another. */
export type Wire = {
  send(payloads: string[]): Promise<void>;
  /** From its end on, payloads of all processes arrive, also of this one. The second time it does nothing more. */
  listen(): Promise<void>;
  ping(): Promise<void>;
  /** Resolves when the connection is gone. */
  lost: Promise<Error>;
  close(): void;
};

export type OpenWire = (url: string, onPayload: (payload: string) => void) => Promise<Wire>;
