export type BuildState = { step: string; seconds: number; links: { text: string; href: string }[] };

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/** What stands on web's port until web does. It asks each half second, and gives way once something else answers. */
export function progressPage(state: BuildState): string {
  const items = state.links
    .map(({ text, href }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></li>`)
    .join('');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Parley is getting ready</title>
<noscript><meta http-equiv="refresh" content="2"></noscript>
<style>
:root { color-scheme: light dark; --ink: #16202a; --dim: #5b6b79; --paper: #fbfaf8; --line: #dfe3e6; --go: #0b6e5f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9eef2; --dim: #9aa9b5; --paper: #12181d; --line: #2a343c; --go: #57c7b0; }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, sans-serif; }
main { width: min(32rem, calc(100vw - 3rem)); }
h1 { font-size: 1.375rem; margin: 0 0 .25rem; }
p { margin: 0; color: var(--dim); }
.bar { height: 4px; border-radius: 2px; background: var(--line); overflow: hidden; margin: 1.5rem 0 .75rem; }
.bar i { display: block; height: 100%; width: 30%; border-radius: 2px; background: var(--go); animation: go 1.6s ease-in-out infinite alternate; }
@keyframes go { from { margin-left: 0 } to { margin-left: 70% } }
@media (prefers-reduced-motion: reduce) { .bar i { animation: none; width: 100% } }
.now { display: flex; justify-content: space-between; font-variant-numeric: tabular-nums; }
ul { margin: 2rem 0 0; padding: 1.25rem 0 0; border-top: 1px solid var(--line); list-style: none; display: flex; gap: 1.5rem; flex-wrap: wrap; }
a { color: var(--go); }
</style>
</head>
<body>
<main>
<h1>The status page is being built</h1>
<p>Only the first start does this, and a start after its sources changed.</p>
<div class="bar" role="progressbar" aria-label="Build"><i></i></div>
<p class="now" role="status"><span id="step">${escapeHtml(state.step)}</span><span id="seconds">${state.seconds} s</span></p>
<ul id="links">${items}</ul>
</main>
<script>
const listItem = ({ text, href }) => {
  const link = Object.assign(document.createElement('a'), { href, textContent: text });
  const item = document.createElement('li');
  item.append(link);
  return item;
};
const ask = async () => {
  try {
    const answer = await fetch('/.parley/build', { cache: 'no-store' });
    if (answer.headers.get('parley-waiting-room') !== 'yes') return location.reload();
    const state = await answer.json();
    document.getElementById('step').textContent = state.step;
    document.getElementById('seconds').textContent = state.seconds + ' s';
    document.getElementById('links').replaceChildren(...state.links.map(listItem));
  } catch {
    document.getElementById('step').textContent = 'starting';
  }
  setTimeout(ask, 500);
};
setTimeout(ask, 500);
</script>
</body>
</html>
`;
}
