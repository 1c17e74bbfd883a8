export type SlackUser = { id: string; name: string; realName: string; email: string | null; deleted?: boolean };
export type SlackChannel = { id: string; name: string };

export type SlackMessage = {
  channel: string;
  ts: string;
  threadTs: string | null;
  text: string;
  blocks: Block[];
  /** How often it was redrawn. */
  edits: number;
  /** The one person who sees it, for an ephemeral message. */
  onlyFor: string | null;
};

export type Block = Record<string, unknown> & { type: string; block_id?: string };

export type SlackView = Record<string, unknown> & { id: string; type: string; blocks: Block[] };

/** Where a button or a command may answer later: five times within half an hour. */
type ResponseUrl = { channel: string; ts: string | null; userId: string; uses: number; until: number };

export type WorkspaceOptions = {
  now: () => Date;
  randomBytes: (size: number) => Buffer;
  users: SlackUser[];
  channels: SlackChannel[];
  teamId?: string;
};

const TRIGGER_MS = 3_000;
const RESPONSE_URL_MS = 30 * 60_000;
const RESPONSE_URL_USES = 5;

export type Workspace = ReturnType<typeof createWorkspace>;

/** People, channels, messages and views of one Slack workspace; no protocol. */
export function createWorkspace({ now, randomBytes, users, channels, teamId = 'T0STREET01' }: WorkspaceOptions) {
  const messages: SlackMessage[] = [];
  const views = new Map<string, SlackView>();
  const homes = new Map<string, SlackView>();
  const triggers = new Map<string, number>();
  const responses = new Map<string, ResponseUrl>();
  let counter = 0;

  const newId = (prefix: string): string => prefix + randomBytes(5).toString('hex').toUpperCase();

  /** Slack's message ids are a time with six decimals, unique in their channel. */
  function nextTs(): string {
    counter += 1;
    return `${Math.floor(now().getTime() / 1000)}.${String(counter).padStart(6, '0')}`;
  }

  /** A direct message with a person is a channel too, made when it is first used. */
  function directChannel(userId: string): SlackChannel {
    const id = userId.replace(/^[UW]/, 'D');
    const known = channels.find((channel) => channel.id === id);
    if (known) return known;
    const made = { id, name: 'directmessage' };
    channels.push(made);
    return made;
  }

  return {
    teamId,
    botUserId: 'U0PARLEY01',
    botId: 'B0PARLEY01',
    appId: 'A0PARLEY01',
    users,
    messages,
    views,
    homes,
    newId,
    findUser: (id: string): SlackUser | undefined => users.find((user) => user.id === id),
    directChannel,
    findChannel(name: string): SlackChannel | undefined {
      if (users.some((user) => user.id === name)) return directChannel(name);
      return channels.find((channel) => channel.id === name || `#${channel.name}` === name);
    },
    findMessage: (channel: string, ts: string): SlackMessage | undefined =>
      messages.find((message) => message.channel === channel && message.ts === ts && message.onlyFor === null),
    post(message: Pick<SlackMessage, 'channel' | 'text' | 'blocks'> & Partial<SlackMessage>): SlackMessage {
      const posted = { threadTs: null, onlyFor: null, ...message, ts: nextTs(), edits: 0 };
      messages.push(posted);
      return posted;
    },
    remove(message: SlackMessage): void {
      messages.splice(messages.indexOf(message), 1);
    },
    openView(view: Record<string, unknown>): SlackView {
      const blocks = (view.blocks ?? []) as Block[];
      const opened = { type: 'modal', ...view, blocks, id: newId('V'), hash: nextTs() };
      views.set(opened.id, opened);
      return opened;
    },
    newTrigger(): string {
      const id = `${counter}.${newId('')}`;
      triggers.set(id, now().getTime() + TRIGGER_MS);
      return id;
    },
    /** A trigger opens one view, within three seconds of the click. */
    useTrigger(id: string): string | null {
      const until = triggers.get(id);
      if (until === undefined) return 'invalid_trigger_id';
      if (until === 0) return 'exchanged_trigger_id';
      if (now().getTime() > until) return 'expired_trigger_id';
      triggers.set(id, 0);
      return null;
    },
    newResponseUrl(channel: string, ts: string | null, userId: string): string {
      const id = newId('R');
      responses.set(id, { channel, ts, userId, uses: RESPONSE_URL_USES, until: now().getTime() + RESPONSE_URL_MS });
      return id;
    },
    useResponseUrl(id: string): ResponseUrl | null {
      const response = responses.get(id);
      if (!response || response.uses === 0 || now().getTime() > response.until) return null;
      response.uses -= 1;
      return response;
    },
  };
}
