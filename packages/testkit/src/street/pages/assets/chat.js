// Loaded before the chat's own script, so that its failure to load is heard.
const seconds = 1_000;
let chatFailed = false;

const byId = (id) => document.getElementById(id);

function tellChatIsDown() {
  const notice = byId('chat-down');
  if (notice) notice.hidden = false;
  const button = byId('open-chat');
  if (button) button.disabled = true;
}

async function comeBackWhenUp() {
  const answer = await fetch('/chat/availability').catch(() => null);
  const { up } = answer?.ok ? await answer.json() : { up: false };
  if (up) location.reload();
  else setTimeout(comeBackWhenUp, 3 * seconds);
}

// A script that fails to load says so with an event that does not bubble.
addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement) || chatFailed) return;
    chatFailed = true;
    if (document.readyState !== 'loading') tellChatIsDown();
    setTimeout(comeBackWhenUp, 3 * seconds);
  },
  true,
);

async function copyQuestion(button) {
  const { question } = button.dataset;
  const copied = await navigator.clipboard.writeText(question).then(
    () => true,
    () => false,
  );
  window.Parley?.open();
  byId('said').textContent = copied
    ? `Copied “${question}” Paste it into the chat.`
    : `Type “${question}” into the chat.`;
}

addEventListener('DOMContentLoaded', () => {
  if (chatFailed) tellChatIsDown();
  byId('open-chat').addEventListener('click', () => window.Parley?.open());
  for (const button of document.querySelectorAll('[data-question]')) {
    button.addEventListener('click', () => copyQuestion(button));
  }
});
