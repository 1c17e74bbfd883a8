/** Lets a text through once per window: a child that complains each second must not fill the terminal. */
export function quietRepeats(windowMs: number, now: () => number): (text: string) => boolean {
  const lastShown = new Map<string, number>();
  return (text) => {
    const at = now();
    for (const [known, shownAt] of lastShown) if (at - shownAt >= windowMs) lastShown.delete(known);
    if (lastShown.has(text)) return false;
    lastShown.set(text, at);
    return true;
  };
}
