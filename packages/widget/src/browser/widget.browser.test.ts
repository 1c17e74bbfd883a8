import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ChatServer, GREETING } from '../testing/chat-server.ts';
import { startPageServer } from '../testing/page-server.ts';
import './public-api.ts';

const CHROMIUM = '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
const WITHIN = { timeout: 15_000 };

let browser: Browser;
let api: ChatServer;
let pages: Awaited<ReturnType<typeof startPageServer>>;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}, 30_000);
afterAll(() => browser?.close());
beforeEach(async () => {
  api = await new ChatServer().up();
  pages = await startPageServer(() => api.origin);
});
afterEach(async () => {
  await api.down();
  await pages.close();
});

async function newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  return context;
}

/** A page with the chat; whatever goes wrong in it fails the test. */
async function visit(query: Record<string, string> = {}, context?: BrowserContext): Promise<Page> {
  const page = await (context ?? (await newContext())).newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(pages.url(query));
  await page.locator('parley-chat').waitFor({ state: 'attached' });
  return page;
}

async function openChat(query: Record<string, string> = {}, context?: BrowserContext): Promise<Page> {
  const page = await visit(query, context);
  await page.getByRole('button', { name: 'Open chat' }).click();
  await page.getByText(GREETING).waitFor();
  return page;
}

const input = (page: Page) => page.getByRole('textbox', { name: 'Write a message' });

async function write(page: Page, text: string): Promise<void> {
  await input(page).fill(text);
  await input(page).press('Enter');
}

/** What the visitor sees, top to bottom, without the greeting. */
async function conversation(page: Page): Promise<string[]> {
  return (await page.locator('.bubble').allTextContents()).slice(1);
}

const shows = (page: Page, ...texts: string[]) => expect.poll(() => conversation(page), WITHIN).toEqual(texts);
const settled = (page: Page, text: string) =>
  page.locator('[data-author=visitor][data-tone=settled]', { hasText: text }).waitFor(WITHIN);
const stored = () => api.visitors.map(({ messages }) => messages.map(({ text }) => text));

describe.skipIf(!existsSync(CHROMIUM))('the chat on a page', { timeout: 60_000 }, () => {
  it('opens no session before somebody opens it', async () => {
    const page = await visit();
    expect(api.visitors.length).toBe(0);
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByText(GREETING).waitFor();
    expect(api.visitors.length).toBe(1);
  });

  it('sends a message and shows the answer, under the strictest policy a page can have', async () => {
    const page = await openChat();
    expect(await page.getByText('demo model: no language model is called').isVisible()).toBe(true);
    await write(page, 'Is Friday free?');
    await shows(page, 'Is Friday free?', 'You wrote: Is Friday free?');
    await settled(page, 'Is Friday free?');
    expect(await input(page).inputValue()).toBe('');
  });

  it('shows the conversation again after a reload, open as it was', async () => {
    const page = await openChat();
    await write(page, 'one');
    await shows(page, 'one', 'You wrote: one');
    await page.reload();
    await shows(page, 'one', 'You wrote: one');
    expect(api.visitors.length).toBe(1);
  });

  it('hands over who the site says the visitor is, goes on as whoever signs in, and forgets who signs out', async () => {
    const page = await openChat({ attributes: 'data-identity="anna"' });
    expect(api.identities).toEqual(['anna']);
    await write(page, 'one');
    await shows(page, 'one', 'You wrote: one');
    await page.evaluate(() => window.Parley?.identify('ben'));
    await expect.poll(() => api.identities, WITHIN).toEqual(['anna', 'ben']);
    await shows(page, 'one', 'You wrote: one');
    await page.evaluate(() => window.Parley?.identify(null));
    await shows(page);
    expect(api.identities).toEqual(['anna', 'ben', null]);
    expect(api.visitors.length).toBe(2);
  });

  it('says in the page’s console why an identity was refused, and chats on', async () => {
    const page = await visit({ attributes: 'data-identity="forged"' });
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByText(GREETING).waitFor();
    await write(page, 'one');
    await shows(page, 'one', 'You wrote: one');
    expect(said).toContain('Parley chat: Its signature is not ours.');
  });

  it('reads a long history, page by page', async () => {
    const page = await openChat();
    for (let n = 1; n <= 250; n++) api.say(`answer ${n}`);
    await page.reload();
    await expect.poll(async () => (await conversation(page)).length, WITHIN).toBe(250);
    expect((await conversation(page)).at(-1)).toBe('answer 250');
  });

  it('loses and doubles nothing when the server dies in the middle of a stream and comes back', async () => {
    const page = await openChat();
    await write(page, 'before');
    await shows(page, 'before', 'You wrote: before');
    await api.down();
    await write(page, 'during');
    await page.getByText('Waiting for the connection').waitFor(WITHIN);
    api.say('said while the line was down');
    await api.up();
    await shows(page, 'before', 'You wrote: before', 'said while the line was down', 'during', 'You wrote: during');
    await settled(page, 'during');
    expect(await page.locator('.banner').textContent()).toBe('');
  });

  it('goes on at the right place when only the stream is cut', async () => {
    const page = await openChat();
    api.say('first');
    await shows(page, 'first');
    api.cutStreams();
    api.say('second');
    await shows(page, 'first', 'second');
    await expect.poll(() => api.streams, WITHIN).toBe(1);
    api.say('third');
    await shows(page, 'first', 'second', 'third');
  });

  it('shows an event that comes twice once', async () => {
    api.sendsEventsTwice = true;
    const page = await openChat();
    await write(page, 'one');
    await write(page, 'two');
    await shows(page, 'one', 'You wrote: one', 'two', 'You wrote: two');
  });

  it('sends with the same id after a lost answer: the message counts once', async () => {
    const page = await openChat();
    api.cutStreams();
    api.faults = [{ kind: 'lost_answer' }, { kind: 'lost_answer' }];
    await write(page, 'once');
    await shows(page, 'once', 'You wrote: once');
    await settled(page, 'once');
    expect(stored()).toEqual([['once', 'You wrote: once']]);
    expect(new Set(api.received).size).toBe(1);
  });

  it('waits and tries again on 503 and 429, in order', async () => {
    const page = await openChat();
    api.faults = [503, 429, 500].map((status) => ({ kind: 'status', status }));
    api.answer = () => null;
    for (const text of ['one', 'two', 'three']) await write(page, text);
    for (const text of ['one', 'two', 'three']) await settled(page, text);
    expect(stored()).toEqual([['one', 'two', 'three']]);
    const [first] = api.received;
    expect(api.received.slice(0, 4)).toEqual([first, first, first, first]);
  });

  it('says when a message is refused, and sends it again with the same id when asked', async () => {
    const page = await openChat();
    api.faults = [{ kind: 'status', status: 422 }];
    await write(page, 'hello');
    await page.getByText('Not sent').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Send again' }).click();
    await settled(page, 'hello');
    expect(api.received).toHaveLength(2);
    expect(new Set(api.received).size).toBe(1);
  });

  it('keeps what could not be sent over a reload, and sends it without being opened again', async () => {
    const context = await newContext();
    const page = await openChat({}, context);
    await page.route('**/v1/**', (route) => route.abort());
    await write(page, 'kept one');
    await write(page, 'kept two');
    await page.getByText('Waiting for the connection').waitFor(WITHIN);
    await page.close();

    const later = await visit({}, context);
    await expect.poll(stored, WITHIN).toEqual([['kept one', 'You wrote: kept one', 'kept two', 'You wrote: kept two']]);
    await later.getByRole('button', { name: 'Open chat, 2 new messages' }).click();
    await shows(later, 'kept one', 'You wrote: kept one', 'kept two', 'You wrote: kept two');
  });

  it('asks before it sends what waited too long', async () => {
    const context = await newContext();
    const page = await openChat({}, context);
    await page.route('**/v1/**', (route) => route.abort());
    await write(page, 'five minutes late');
    await page.getByText('Waiting for the connection').waitFor(WITHIN);
    await page.close();

    const later = await context.newPage();
    await later.clock.setFixedTime(Date.now() + 20 * 60_000);
    await later.goto(pages.url());
    await later.getByRole('button', { name: 'Open chat' }).click();
    await later.getByText('Not sent: it waited too long').waitFor();
    expect(api.received).toEqual([]);
    await later.getByRole('button', { name: 'Send again' }).click();
    await settled(later, 'five minutes late');
  });

  it('goes offline and online again', async () => {
    const context = await newContext();
    const page = await openChat({}, context);
    await context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    await write(page, 'from the train');
    await page.getByText('Waiting for the connection').waitFor(WITHIN);
    api.say('said meanwhile');
    await context.setOffline(false);
    await shows(page, 'said meanwhile', 'from the train', 'You wrote: from the train');
    await expect.poll(() => page.locator('.banner').textContent()).toBe('');
  });

  it('does not wait out its time when the network comes back', async () => {
    const context = await newContext();
    const page = await openChat({}, context);
    api.faults = [{ kind: 'status', status: 503, retryAfterSeconds: 60 }];
    await write(page, 'hurry');
    await page.getByText('Waiting for the connection').waitFor(WITHIN);
    await context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    await context.setOffline(false);
    await settled(page, 'hurry');
  });

  it('goes on as the same visitor when the token has expired', async () => {
    const page = await openChat();
    await write(page, 'one');
    await shows(page, 'one', 'You wrote: one');
    api.expireTokens();
    await write(page, 'two');
    await shows(page, 'one', 'You wrote: one', 'two', 'You wrote: two');
    expect(api.visitors.length).toBe(1);
  });

  it.each([
    ['refused', true],
    ['silently replaced', false],
  ])('begins anew, with an empty conversation, when the old token is %s', async (_, refuses) => {
    api.refusesUnknownTokens = refuses;
    const page = await openChat();
    await write(page, 'one');
    await shows(page, 'one', 'You wrote: one');
    api.forgetTokens();
    await write(page, 'two');
    await shows(page, 'two', 'You wrote: two');
    expect(stored()).toEqual([
      ['one', 'You wrote: one'],
      ['two', 'You wrote: two'],
    ]);
  });

  it('is one visitor in two tabs, even when both open at once', async () => {
    const context = await newContext();
    const [left, right] = await Promise.all([visit({}, context), visit({}, context)]);
    await Promise.all([left, right].map((page) => page.getByRole('button', { name: 'Open chat' }).click()));
    await Promise.all([left, right].map((page) => page.getByText(GREETING).waitFor()));
    await expect.poll(() => tokenOf(left)).toBe(await tokenOf(right));
    await write(left, 'from the left');
    await shows(right, 'from the left', 'You wrote: from the left');
    await write(right, 'from the right');
    for (const page of [left, right]) {
      await shows(page, 'from the left', 'You wrote: from the left', 'from the right', 'You wrote: from the right');
    }
    expect(stored().filter((texts) => texts.length > 0)).toHaveLength(1);
  });

  it('counts as read in all tabs what was read in one', async () => {
    const context = await newContext();
    const [left, right] = [await openChat({}, context), await openChat({}, context)];
    await expect.poll(() => api.streams, WITHIN).toBe(2);
    for (const page of [left, right]) await page.keyboard.press('Escape');
    api.say('one');
    for (const page of [left, right]) await page.getByRole('button', { name: 'Open chat, 1 new message' }).waitFor();
    await left.getByRole('button', { name: 'Open chat, 1 new message' }).click();
    await right.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
  });

  it('works where storage is forbidden', async () => {
    const context = await newContext();
    await context.addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException('denied', 'SecurityError');
          },
        });
      }
    });
    const page = await openChat({}, context);
    api.faults = [{ kind: 'status', status: 503 }];
    await write(page, 'one');
    await shows(page, 'one', 'You wrote: one');
    api.expireTokens();
    await write(page, 'two');
    await shows(page, 'one', 'You wrote: one', 'two', 'You wrote: two');
    expect(api.visitors.length).toBe(1);
  });

  it('reads by cursor where no stream gets through', async () => {
    api.holdsStreamsBack = true;
    const context = await newContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(pages.url());
    await page.getByRole('button', { name: 'Open chat' }).click();
    await expect.poll(() => api.streams, WITHIN).toBe(1);
    api.say('behind a proxy');
    await expect
      .poll(async () => {
        await page.clock.fastForward(10_000);
        return conversation(page);
      }, WITHIN)
      .toEqual(['behind a proxy']);
  });

  it('notices a line that has gone silent, and takes another', async () => {
    const context = await newContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(pages.url());
    await page.getByRole('button', { name: 'Open chat' }).click();
    await expect.poll(() => api.streams, WITHIN).toBe(1);
    api.visitor().streams.clear();
    api.say('nobody heard this');
    await expect
      .poll(async () => {
        await page.clock.fastForward(5_000);
        return conversation(page);
      }, WITHIN)
      .toEqual(['nobody heard this']);
  });

  it('lets go of its line in a tab that is hidden for long, and catches up on return', async () => {
    const context = await newContext();
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(pages.url());
    await page.getByRole('button', { name: 'Open chat' }).click();
    await expect.poll(() => api.streams, WITHIN).toBe(1);
    await setHidden(page, true);
    await page.clock.fastForward(61_000);
    await expect.poll(() => api.streams, WITHIN).toBe(0);
    api.say('while you were away');
    await setHidden(page, false);
    await shows(page, 'while you were away');
    await expect.poll(() => api.streams, WITHIN).toBe(1);
  });

  it('runs nothing that a message holds, and makes only safe links', async () => {
    const page = await openChat();
    const attack =
      '<img src=x onerror="window.hit=1"><script>window.hit=1</script><a href="javascript:window.hit=1">x</a> ' +
      'javascript:alert(1) [x](javascript:alert(1)) "><svg/onload=window.hit=1> https://ok.example/"onmouseover="x';
    api.answer = () => attack;
    api.modelLabel = '<b>label</b>';
    await write(page, attack);
    await shows(page, attack, attack);
    expect(await page.locator('.bubble *:not(a)').count()).toBe(0);
    const links = await page
      .locator('.bubble a')
      .evaluateAll((all) =>
        all.map((link) => [link.getAttribute('href'), link.getAttribute('target'), link.getAttribute('rel')]),
      );
    expect(links).toEqual(Array(2).fill(['https://ok.example/', '_blank', 'noopener noreferrer nofollow']));
    expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  });

  it('says plainly that it is not available where the server refuses the page, and tells its owner why', async () => {
    api.refusesSessionsWith = 403;
    const page = await visit();
    const reason = page.waitForEvent('console', (line) => line.text().includes('Parley chat: refused: forbidden'));
    await page.getByRole('button', { name: 'Open chat' }).click();
    await page.getByText('This chat is not available on this page.').waitFor();
    await input(page).waitFor({ state: 'hidden' });
    await reason;
  });

  it('shows that somebody types, until the answer is there, and not after it', async () => {
    api.answer = () => null;
    const page = await openChat();
    await write(page, 'one');
    await settled(page, 'one');
    api.typing(true);
    await page.getByText('Robin is typing').waitFor({ state: 'attached' });
    await page.locator('.typing').waitFor();
    const turn_id = api.visitor().messages.at(-1)?.turn_id;
    api.say('here it is', { turn_id });
    await page.locator('.typing').waitFor({ state: 'hidden' });
    api.typing(true);
    api.say('from another tab', { author: 'visitor', client_message_id: 'other', turn_id });
    await shows(page, 'one', 'here it is', 'from another tab');
    expect(await page.locator('.typing').isVisible()).toBe(false);
  });

  it('shows an answer while it is written, in the one bubble that the settled answer then has', async () => {
    api.answer = () => null;
    const page = await openChat();
    await write(page, 'one');
    await settled(page, 'one');
    const [id = ''] = api.received;
    api.typing(true);
    api.draft(id, 'We open at nine.');
    await shows(page, 'one', 'We open at nine.');
    const bubble = await page.locator('[data-tone=draft] .bubble').elementHandle();
    await page.evaluate(() => {
      const rows = document.querySelector('parley-chat')?.shadowRoot?.querySelector('.rows') as Element;
      const seen: number[] = [];
      new MutationObserver(() => seen.push(rows.children.length)).observe(rows, { childList: true, subtree: true });
      Object.assign(window, { rowsSeen: seen });
    });
    api.draft(id, 'We open at nine. We close at five.');
    await shows(page, 'one', 'We open at nine. We close at five.');
    const turn_id = `turn_${id}`;
    api.say('We open at nine. We close at five. See https://clinic.test/hours', { turn_id });
    await shows(page, 'one', 'We open at nine. We close at five. See https://clinic.test/hours');
    await page.locator('[data-author=agent][data-tone=settled]', { hasText: 'We close' }).waitFor();
    expect(await bubble?.evaluate((element) => element.isConnected && element.childNodes.length)).toBe(4);
    expect(await page.getByRole('link', { name: 'https://clinic.test/hours' }).isVisible()).toBe(true);
    const rowsSeen = await page.evaluate(() => (window as unknown as { rowsSeen: number[] }).rowsSeen);
    expect(new Set(rowsSeen), 'never a row more or less').toEqual(new Set([3]));
    api.draft(id, 'We open at nine.');
    api.say('last', { turn_id: null });
    await page.getByText('last').waitFor();
    expect(await page.locator('[data-tone=draft]').count()).toBe(0);
  });

  it('takes a draft away that was taken back, whose line was cut, or that somebody else answers', async () => {
    api.answer = () => null;
    const page = await openChat();
    await write(page, 'one');
    await settled(page, 'one');
    const [id = ''] = api.received;
    const reappears = async (text: string) => {
      await expect.poll(() => api.streams, WITHIN).toBe(1);
      api.draft(id, text);
      await shows(page, 'one', text);
    };
    await reappears('Let me look.');
    api.draft(id, null);
    await shows(page, 'one');
    await reappears('It is');
    api.cutStreams();
    await shows(page, 'one');
    await reappears('It is so.');
    api.say('No: it is not.', { author: 'person' });
    await shows(page, 'one', 'No: it is not.');
  });

  it('counts what came while it was closed, until it is opened', async () => {
    const page = await openChat();
    await expect.poll(() => api.streams, WITHIN).toBe(1);
    await page.getByRole('button', { name: 'Close chat' }).first().click();
    api.say('one');
    api.say('two');
    const launcher = page.getByRole('button', { name: 'Open chat, 2 new messages' });
    await launcher.waitFor();
    await page.reload();
    await launcher.click();
    await shows(page, 'one', 'two');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Open chat', exact: true }).waitFor();
  });

  it('can be used with the keyboard alone', async () => {
    const page = await visit();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText(GREETING).waitFor();
    await page.keyboard.type('first line');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('second line');
    await page.keyboard.press('Enter');
    await shows(page, 'first line\nsecond line', 'You wrote: first line\nsecond line');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focusedLabel(page)).toBe('Open chat');
  });

  it('does not send what is blank or too long, and keeps a draft over a reload', async () => {
    const page = await openChat();
    await write(page, '  \n ');
    await write(page, 'x'.repeat(4_001));
    await page.getByText('4,001 of at most 4,000 characters').waitFor();
    expect(await page.getByRole('button', { name: 'Send message' }).isDisabled()).toBe(true);
    await input(page).fill('a draft');
    await page.reload();
    await expect.poll(() => input(page).inputValue()).toBe('a draft');
    expect(api.received).toEqual([]);
  });

  it('keeps the place of somebody who reads further up', async () => {
    const page = await openChat();
    for (let n = 1; n <= 40; n++) api.say(`answer ${n}`);
    await page.getByText('answer 40').waitFor();
    const view = page.locator('.view');
    await expect.poll(() => view.evaluate((el) => el.scrollHeight - el.scrollTop - el.clientHeight)).toBeLessThan(2);
    await view.evaluate(async (el) => {
      const scrolled = new Promise((resolve) => el.addEventListener('scroll', resolve, { once: true }));
      el.scrollTo(0, 0);
      await scrolled;
    });
    api.say('and one more');
    const jump = page.getByRole('button', { name: 'New messages' });
    await jump.waitFor();
    expect(await view.evaluate((el) => el.scrollTop)).toBe(0);
    await jump.click();
    await expect.poll(() => view.evaluate((el) => el.scrollHeight - el.scrollTop - el.clientHeight)).toBeLessThan(2);
  });

  it('neither takes styles from the page nor gives any', async () => {
    const head = `<style>* { font-size: 40px !important; color: red !important; display: block; opacity: .2 }
      button, textarea { display: none !important } html { letter-spacing: 9px }</style>`;
    const page = await openChat({ loose: '1', head });
    await write(page, 'styled');
    await settled(page, 'styled');
    const bubble = page.locator('[data-author=visitor] .bubble');
    const style = await bubble.evaluate((el) => {
      const { fontSize, color, letterSpacing } = getComputedStyle(el);
      const host = (el.getRootNode() as ShadowRoot).host;
      return { fontSize, color, letterSpacing, opacity: getComputedStyle(host).opacity };
    });
    expect(style).toEqual({ fontSize: '15px', color: 'rgb(255, 255, 255)', letterSpacing: 'normal', opacity: '1' });
    expect(await page.locator('h1').evaluate((el) => getComputedStyle(el).fontSize)).toBe('40px');
  });

  it('stands inside the page where a target is named, and follows its script tag', async () => {
    const page = await visit({
      loose: '1',
      attributes: 'data-target="#here" data-title="Ask us" data-color="#fc0" data-theme="dark"',
      body: '<div style="height:3000px"></div><div id="here"></div>',
    });
    expect(api.visitors.length).toBe(0);
    await page.locator('#here').scrollIntoViewIfNeeded();
    await page.getByText(GREETING).waitFor();
    await page.getByRole('region', { name: 'Ask us' }).waitFor();
    expect(await page.locator('.launcher').count()).toBe(0);
    await write(page, 'inline');
    await settled(page, 'inline');
    const colours = await page.locator('[data-author=visitor] .bubble').evaluate((el) => {
      const { color, backgroundColor } = getComputedStyle(el);
      return [color, backgroundColor];
    });
    expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 204, 0)']);
  });

  it('can be opened by the tag, and opened, closed and removed by the page', async () => {
    const page = await visit({ attributes: 'data-open' });
    const dialog = page.getByRole('dialog', { name: 'Robin' });
    await dialog.waitFor();
    await page.evaluate(() => window.Parley?.close());
    await dialog.waitFor({ state: 'hidden' });
    await page.evaluate(() => window.Parley?.open());
    await dialog.waitFor();
    await page.evaluate(() => window.Parley?.remove());
    await page.locator('parley-chat').waitFor({ state: 'detached' });
    await expect.poll(() => api.streams, WITHIN).toBe(0);
    expect(await page.evaluate(() => window.Parley)).toBeUndefined();
  });

  it('fills a phone', async () => {
    const viewport = { width: 390, height: 844 };
    const page = await openChat({}, await newContext({ viewport, hasTouch: true, isMobile: true }));
    await expect
      .poll(() => page.getByRole('dialog').evaluate((el) => el.getBoundingClientRect().toJSON()))
      .toMatchObject({ x: 0, y: 0, ...viewport });
    expect(await page.locator('.launcher').isVisible()).toBe(false);
  });
});

const tokenOf = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('parley:chan_1:session') ?? '{}').token);

async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

const focusedLabel = (page: Page) =>
  page.locator('parley-chat').evaluate((host) => host.shadowRoot?.activeElement?.getAttribute('aria-label'));
