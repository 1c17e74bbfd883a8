import type { PhaseState } from '../terminal/phases.ts';
import { seconds } from '../terminal/seconds.ts';

/** `links`: what can already be used. */
export type StartState = { phases: PhaseState[]; links: { text: string; href: string }[] };

const MARKS: Record<PhaseState['state'], string> = { running: '•', done: '✓', failed: '✗' };

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const phaseItem = ({ name, detail, ms, state }: PhaseState): string =>
  `<li class="${state}"><i>${MARKS[state]}</i><b>${escapeHtml(name)}</b><span>${escapeHtml(detail)}</span><time>${seconds(ms)}</time></li>`;

const linkItem = ({ text, href }: StartState['links'][number]): string =>
  `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`;

/** What changes while the page is open. */
export const progressBody = ({ phases, links }: StartState): string => `<h1>Parley is starting</h1>
<p>The status page is being built. Only the first start does this, and a start after its sources changed.</p>
<ol>${phases.map(phaseItem).join('')}</ol>
<nav>${links.map(linkItem).join('')}</nav>`;

/** What stands on web's port until web does. It looks again each half second, and gives way to whatever else answers. */
export const progressPage = (state: StartState): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley is starting</title>
<noscript><meta http-equiv="refresh" content="2"></noscript>
<style>
:root { color-scheme: light dark; --ink: #16202a; --dim: #56656f; --paper: #fbfaf8; --line: #dfe3e6; --go: #0b6e5f; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9eef2; --dim: #9aa9b5; --paper: #12181d; --line: #2a343c; --go: #57c7b0; --bad: #ff8a80; }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, sans-serif; }
main { width: min(36rem, calc(100vw - 3rem)); padding: 2rem 0; }
h1 { font-size: 1.375rem; margin: 0 0 .25rem; }
p { margin: 0; color: var(--dim); }
ol { list-style: none; margin: 1.5rem 0; padding: 0; border-top: 1px solid var(--line); }
li { display: grid; grid-template-columns: 1.5rem 8rem 1fr auto; padding: .4rem 0; border-bottom: 1px solid var(--line); }
li b { font-weight: 500; }
li i { font-style: normal; color: var(--go); }
li span { color: var(--dim); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
li time { color: var(--dim); font-variant-numeric: tabular-nums; }
.failed i { color: var(--bad); }
.running i { animation: beat 1s ease-in-out infinite alternate; }
@keyframes beat { from { opacity: .25 } }
@media (prefers-reduced-motion: reduce) { .running i { animation: none } }
nav { display: flex; gap: 1.5rem; min-height: 1.55em; }
a { color: var(--go); }
</style>
</head>
<body>
<main aria-live="off">${progressBody(state)}</main>
<script>
const look = async () => {
  try {
    const answer = await fetch('/.parley/progress', { cache: 'no-store' });
    if (answer.headers.get('parley-waiting-room') !== 'yes') return location.reload();
    document.querySelector('main').innerHTML = await answer.text();
  } catch {
    // Nobody answers while the port changes hands.
  }
  setTimeout(look, 500);
};
setTimeout(look, 500);
</script>
</body>
</html>
`;
