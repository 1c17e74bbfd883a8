/** On a phone the sheet is as high as what the on-screen keyboard leaves, which no CSS unit knows everywhere. */
export function fitToKeyboard(panel: HTMLElement, signal: AbortSignal): void {
  const { visualViewport } = window;
  if (!visualViewport) return;
  const fit = () => {
    panel.style.setProperty('--seen-height', `${visualViewport.height}px`);
    panel.style.setProperty('--seen-top', `${visualViewport.offsetTop}px`);
  };
  for (const event of ['resize', 'scroll']) visualViewport.addEventListener(event, fit, { signal });
  fit();
}
