import type { ChatSession } from '@parley/shared/contract/chat';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../testing/messages.ts';
import type { Answer } from './chat-api.ts';
import { createSessions } from './sessions.ts';
import { openShelf } from './shelf.ts';

/** A server that renews tokens it knows and turns away all others, and any number of tabs. */
function setUp() {
  const storage = memoryStorage();
  const good = new Set<string>();
  const opened: (string | undefined)[] = [];
  const heard: string[] = [];
  let next: Answer<ChatSession> | null = null;
  const openSession = async (_channel: string, token: string | undefined): Promise<Answer<ChatSession>> => {
    opened.push(token);
    if (next) return next;
    if (token !== undefined && !known.has(token)) return { kind: 'expired' };
    const fresh = `t${opened.length}`;
    known.add(fresh);
    good.add(fresh);
    return {
      kind: 'ok',
      body: { token: fresh, expires_at: '', agent: { name: 'Robin', greeting: '', model_label: null } },
    };
  };
  const known = new Set<string>();
  const openTab = () =>
    createSessions({
      api: { openSession },
      channel: 'chan_1',
      shelf: openShelf('parley:', () => storage),
      onSession: ({ token }) => heard.push(token),
    });
  const call = async (token: string): Promise<Answer<string>> =>
    good.has(token) ? { kind: 'ok', body: token } : { kind: 'expired' };
  return {
    openTab,
    call,
    opened,
    heard,
    expire: () => good.clear(),
    forget: () => {
      good.clear();
      known.clear();
    },
    answerWith: (answer: Answer<ChatSession> | null) => {
      next = answer;
    },
  };
}

describe('a session', () => {
  it('is opened once for all calls of a page', async () => {
    const { openTab, call, opened } = setUp();
    const tab = openTab();
    await Promise.all([tab.authorised(call), tab.authorised(call)]);
    await tab.authorised(call);
    expect(opened).toEqual([undefined]);
  });

  it('goes on with the token of an earlier page', async () => {
    const { openTab, call, opened, heard } = setUp();
    await openTab().authorised(call);
    const later = openTab();
    expect(later.remembered()?.agent.name).toBe('Robin');
    expect(await later.authorised(call)).toEqual({ kind: 'ok', body: 't2' });
    expect(opened).toEqual([undefined, 't1']);
    expect(heard).toEqual(['t1', 't2']);
  });

  it('is renewed when the token has expired, and the call made again', async () => {
    const { openTab, call, opened, heard, expire } = setUp();
    const tab = openTab();
    await tab.authorised(call);
    expire();
    expect(await tab.authorised(call)).toEqual({ kind: 'ok', body: 't2' });
    expect(opened).toEqual([undefined, 't1']);
    expect(heard).toEqual(['t1', 't2']);
  });

  it('takes the token that another tab has renewed', async () => {
    const { openTab, call, opened, expire } = setUp();
    const [left, right] = [openTab(), openTab()];
    await left.authorised(call);
    await right.authorised(call);
    expire();
    await left.authorised(call);
    expect(await right.authorised(call)).toEqual({ kind: 'ok', body: 't3' });
    expect(opened).toHaveLength(3);
  });

  it('is the one that was stored last, when two tabs open at the same time', async () => {
    const { openTab, call, heard } = setUp();
    const [left, right] = [openTab(), openTab()];
    await Promise.all([left.authorised(call), right.authorised(call)]);
    left.adoptStored();
    right.adoptStored();
    expect(heard).toEqual(['t1', 't2', 't2']);
    expect(await left.authorised(call)).toEqual({ kind: 'ok', body: 't2' });
  });

  it('is not opened by another tab', async () => {
    const { openTab, call, heard } = setUp();
    const idle = openTab();
    await openTab().authorised(call);
    idle.adoptStored();
    expect(heard).toEqual(['t1']);
  });

  it('becomes somebody new when the old token is worth nothing', async () => {
    const { openTab, call, heard, forget } = setUp();
    const tab = openTab();
    await tab.authorised(call);
    forget();
    expect((await tab.authorised(call)).kind).toBe('ok');
    expect(heard).toEqual(['t1', 't3']);
  });

  it('keeps the visitor when the server only says later', async () => {
    const { openTab, call, opened, answerWith } = setUp();
    await openTab().authorised(call);
    answerWith({ kind: 'later', afterMs: null });
    const tab = openTab();
    expect(await tab.authorised(call)).toEqual({ kind: 'later', afterMs: null });
    answerWith(null);
    await tab.authorised(call);
    expect(opened).toEqual([undefined, 't1', 't1']);
  });

  it('says closed when the server refuses', async () => {
    const { openTab, call, answerWith } = setUp();
    answerWith({ kind: 'refused', status: 403, message: 'this page may not' });
    expect(await openTab().authorised(call)).toEqual({ kind: 'closed', message: 'this page may not' });
  });

  it('does not try for ever when every token is bad', async () => {
    const { openTab, opened } = setUp();
    expect(await openTab().authorised(async () => ({ kind: 'expired' }))).toEqual({ kind: 'later', afterMs: null });
    expect(opened).toHaveLength(2);
  });
});
