/** What the page says in the script tag. */
export type ScriptOptions = {
  apiOrigin: string;
  channel: string;
  isOpen: boolean;
  title: string | null;
  color: string | undefined;
  target: string | null;
  theme: 'light' | 'dark' | null;
  /** Who the visitor is, signed by the site's server. */
  identity: string | undefined;
};

export type ScriptTag = { src: string; dataset: Record<string, string | undefined> };

/** The api is wherever this file came from: the page names it once, in `src`. */
export function readScriptOptions({ src, dataset }: ScriptTag): ScriptOptions {
  if (!dataset.channel) throw new Error('the script tag needs data-channel="chan_…"');
  const { theme } = dataset;
  return {
    apiOrigin: new URL(src).origin,
    channel: dataset.channel,
    isOpen: dataset.open !== undefined && dataset.open !== 'false',
    title: dataset.title || null,
    color: dataset.color,
    target: dataset.target || null,
    theme: theme === 'light' || theme === 'dark' ? theme : null,
    identity: dataset.identity,
  };
}
