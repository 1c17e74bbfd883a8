import type { CarrierMessage, CarrierPort, Found, SendResult } from '@parley/channels/carrier';

/** How the next message fares. `lost`: taken, and the answer never comes; `cut`: never taken, and nobody says so. */
export type Fate = 'taken' | 'lost' | 'cut' | Extract<SendResult, { kind: 'refused' }>;

export type FakeCarrier = CarrierPort & {
  /** What has reached phones, in order. */
  taken: Array<CarrierMessage & { carrierId: string; createdAt: Date }>;
  /** The fate of each message to come; `taken` when nobody has said. */
  fates: Fate[];
  /** Whether it can say what it has taken. */
  answers: boolean;
};

export const refused = (
  reason: 'retry' | 'terminal' | 'consent',
  code: string,
  afterMs: number | null = null,
): Fate => ({
  kind: 'refused',
  reason,
  code,
  afterMs,
});

/** A carrier of the street, without the network between. A text is cut at each `|`. */
export function createFakeCarrier(): FakeCarrier {
  const taken: FakeCarrier['taken'] = [];
  const fates: Fate[] = [];
  const carrier: FakeCarrier = {
    taken,
    fates,
    answers: true,
    render: (text) => text.split('|'),
    async send(message, { mayWrite }) {
      if (!mayWrite()) return { kind: 'withheld' };
      const fate = fates.shift() ?? 'taken';
      if (typeof fate === 'object') return fate;
      if (fate === 'cut') return { kind: 'ambiguous', reason: 'the connection broke' };
      const carrierId = `SM${String(taken.length + 1).padStart(4, '0')}`;
      taken.push({ ...message, carrierId, createdAt: new Date() });
      return fate === 'lost'
        ? { kind: 'ambiguous', reason: 'the connection broke' }
        : { kind: 'accepted', carrierId, segments: 1 };
    },
    async find({ from, to, after }): Promise<Found[]> {
      if (!carrier.answers) throw new Error('the carrier is away');
      return taken
        .filter((message) => message.from === from && message.to === to && message.createdAt >= after)
        .map(({ carrierId, text, createdAt }) => ({
          ...{ carrierId, text, createdAt, segments: 1, errorCode: null },
          state: 'sent' as const,
        }))
        .reverse();
    },
  };
  return carrier;
}
