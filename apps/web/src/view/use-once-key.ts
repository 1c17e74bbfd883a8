import { useRef } from 'react';
import { createOnceKey, type OnceKey } from './once-key.ts';

/** One for as long as the form or row stands there. */
export function useOnceKey(): OnceKey {
  const once = useRef<OnceKey>(null);
  once.current ??= createOnceKey((size) => crypto.getRandomValues(new Uint8Array(size)), Date.now);
  return once.current;
}
