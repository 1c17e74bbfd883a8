import { chooseModel } from '@parley/agent/models/choose-model';
import type { ModelPort } from '@parley/agent/models/model-port';

/** A real provider's road that ends at the street, whose address is known only once the platform is up. */
export function streetModel(streetUrl: () => string): ModelPort {
  let model: ModelPort | null = null;
  return {
    label: 'the street',
    demo: false,
    call(...asked) {
      model ??= chooseModel({ openai: { apiKey: 'any', baseUrl: `${streetUrl()}/openai/v1` } });
      return model.call(...asked);
    },
  };
}

/** For a scripted answer: it stops before the piece of this index until it is let go. */
export function holdBefore(index: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { beforePiece: (at: number) => (at === index ? promise : undefined), release: resolve };
}
