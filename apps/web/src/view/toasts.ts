export type Toast = { id: number; tone: 'good' | 'bad'; text: string };

export type Toasts = {
  say: (tone: Toast['tone'], text: string) => void;
  dismiss: (id: number) => void;
  all: () => readonly Toast[];
  subscribe: (listener: () => void) => () => void;
};

/** More at once nobody reads; the oldest goes first. */
const MOST = 3;

/** What was done, or failed, where the page itself has no place to say so. */
export function createToasts(): Toasts {
  const listeners = new Set<() => void>();
  let all: readonly Toast[] = [];
  let last = 0;
  const set = (next: readonly Toast[]) => {
    all = next;
    for (const listener of listeners) listener();
  };
  return {
    say(tone, text) {
      last += 1;
      // Said again, it is one toast that begins anew.
      set([...all.filter((toast) => toast.text !== text), { id: last, tone, text }].slice(-MOST));
    },
    dismiss: (id) => set(all.filter((toast) => toast.id !== id)),
    all: () => all,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Those of this page. */
export const toasts = createToasts();
