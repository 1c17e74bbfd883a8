const POLL_MS = 700;
const byId = (id) => document.getElementById(id);
const phones = [...document.querySelectorAll('.phone')];

async function ask(path, body) {
  const answer = await fetch(`/phones/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

function tellTrouble(error) {
  const trouble = byId('trouble');
  trouble.hidden = !error;
  trouble.textContent = error ? `The street did not answer. Is Parley still running? (${error.message})` : '';
}

const element = (name, className, text) =>
  Object.assign(document.createElement(name), { className, textContent: text });

const clock = (at) => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });

function bubble({ mine, text, at, state }) {
  const item = element('li', mine ? 'mine' : 'theirs');
  const bad = state.startsWith('Parley ');
  item.append(element('p', '', text), element('small', bad ? 'bad' : '', mine ? `${clock(at)} · ${state}` : clock(at)));
  return item;
}

/** Redrawn only when it changed, so that a screen reader hears news and a selection stays. */
function redraw(list, rows, draw) {
  const drawn = JSON.stringify(rows);
  if (list.dataset.drawn === drawn) return false;
  list.dataset.drawn = drawn;
  list.replaceChildren(...rows.map(draw));
  return true;
}

function showPhone(card, phone) {
  const thread = card.querySelector('.thread');
  card.querySelector('.empty').hidden = phone.messages.length > 0;
  card.querySelector('[data-power]').checked = phone.on;
  card.classList.toggle('off', !phone.on);
  if (redraw(thread, phone.messages, bubble)) thread.scrollTop = thread.scrollHeight;
}

function show(state) {
  for (const card of phones) {
    const phone = state.phones.find(({ number }) => number === card.dataset.number);
    if (phone) showPhone(card, phone);
  }
  document.querySelector(`[name=mood][value=${state.mood}]`).checked = true;
  byId('muddled').checked = state.muddled;
  byId('log-empty').hidden = state.log.length > 0;
  redraw(byId('log'), state.log, ({ at, text, bad }) => {
    const item = element('li', bad ? 'bad' : '');
    item.append(element('time', '', clock(at)), element('span', '', text));
    return item;
  });
}

const refresh = () => ask('state').then(show);

async function attempt(work) {
  await work().then(
    () => tellTrouble(null),
    (error) => tellTrouble(error),
  );
}

for (const card of phones) {
  const from = card.dataset.number;
  const form = card.querySelector('form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const input = form.elements.text;
    const text = input.value || input.placeholder;
    const way = event.submitter?.value || 'plain';
    input.value = '';
    void attempt(async () => {
      const sending = ask('send', { from, text, way });
      await refresh();
      await sending;
      await refresh();
    });
  });
  card.querySelector('[data-power]').addEventListener('change', ({ target }) => {
    void attempt(() => ask('phone', { number: from, on: target.checked }).then(show));
  });
}

for (const mood of document.querySelectorAll('[name=mood]')) {
  mood.addEventListener('change', () => void attempt(() => ask('carrier', { mood: mood.value }).then(show)));
}
byId('muddled').addEventListener('change', ({ target }) => {
  void attempt(() => ask('carrier', { muddled: target.checked }).then(show));
});

async function follow() {
  if (!document.hidden) await attempt(refresh);
  setTimeout(follow, POLL_MS);
}
void follow();
