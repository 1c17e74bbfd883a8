import type { CarrierMessage, MessageStatus } from './twilio-messages.ts';

type NetworkParts = {
  report: (sid: string, status: MessageStatus, how?: { errorCode?: number }) => Promise<unknown>;
  pace?: () => Promise<void>;
};

/** What brings a message that the carrier took to its phone, and reports how far it has come. */
export type Network = {
  /** Off until a street or a test wants it: then every message that is taken goes its way by itself. */
  on: boolean;
  /** Phones that are switched off: what is sent to them ends undelivered. */
  readonly unreachable: Set<string>;
  /** Reports come twice, and the last one first. */
  muddled: boolean;
  carry(message: CarrierMessage): Promise<void>;
};

type Report = [status: MessageStatus, errorCode?: number];

const UNREACHABLE_HANDSET = 30003;

export function createNetwork({ report, pace = async () => {} }: NetworkParts): Network {
  const unreachable = new Set<string>();
  const network: Network = {
    on: false,
    unreachable,
    muddled: false,
    async carry({ sid, to }) {
      if (!network.on) return;
      const last: Report = unreachable.has(to) ? ['undelivered', UNREACHABLE_HANDSET] : ['delivered'];
      const orderly: Report[] = [['queued'], ['sent'], last];
      const reports: Report[] = network.muddled ? [last, ['sent'], ['queued'], ['sent'], last] : orderly;
      for (const [status, errorCode] of reports) {
        await pace();
        await report(sid, status, { errorCode });
      }
    },
  };
  return network;
}
