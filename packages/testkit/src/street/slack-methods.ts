import { blockProblems } from './slack-blocks.ts';
import type { Block, SlackMessage, SlackUser, SlackView, Workspace } from './slack-workspace.ts';

export type SlackParams = Record<string, unknown>;
export type SlackResult = { ok: boolean; error?: string; [field: string]: unknown };

type Method = (workspace: Workspace, params: SlackParams) => SlackResult;

const TEXT_MAX = 40_000;

const fail = (error: string, more: object = {}): SlackResult => ({ ok: false, error, ...more });
const text = (params: SlackParams, name: string): string => (typeof params[name] === 'string' ? params[name] : '');

/** The part of the Web API that Parley uses. Socket mode (`apps.connections.open`) is left out. */
export const METHODS: Record<string, Method> = {
  'auth.test': (workspace) => ({
    ok: true,
    url: 'https://harbour-street.slack.test/',
    team: 'Harbour Street',
    team_id: workspace.teamId,
    user: 'parley',
    user_id: workspace.botUserId,
    bot_id: workspace.botId,
    is_enterprise_install: false,
  }),

  'chat.postMessage': (workspace, params) => {
    const channel = workspace.findChannel(text(params, 'channel'));
    if (!channel) return fail('channel_not_found');
    return (
      contentProblem(params) ??
      posted(
        workspace,
        workspace.post({ ...content(params), channel: channel.id, threadTs: text(params, 'thread_ts') || null }),
      )
    );
  },

  'chat.update': (workspace, params) => {
    const message = workspace.findMessage(text(params, 'channel'), text(params, 'ts'));
    if (!message) return fail('message_not_found');
    const problem = contentProblem(params);
    if (problem) return problem;
    Object.assign(message, content(params), { edits: message.edits + 1 });
    return { ...posted(workspace, message), text: message.text };
  },

  'chat.postEphemeral': (workspace, params) => {
    const channel = workspace.findChannel(text(params, 'channel'));
    if (!channel) return fail('channel_not_found');
    const onlyFor = text(params, 'user');
    if (!workspace.findUser(onlyFor)) return fail('user_not_in_channel');
    const problem = contentProblem(params);
    if (problem) return problem;
    return { ok: true, message_ts: workspace.post({ ...content(params), channel: channel.id, onlyFor }).ts };
  },

  'views.open': (workspace, params) => {
    const refused = workspace.useTrigger(text(params, 'trigger_id'));
    return refused ? fail(refused) : openedView(workspace, params);
  },

  'views.publish': (workspace, params) => {
    const userId = text(params, 'user_id');
    if (!workspace.findUser(userId)) return fail('user_not_found');
    const opened = openedView(workspace, params);
    if (opened.ok) workspace.homes.set(userId, opened.view as SlackView);
    return opened;
  },

  'users.info': (workspace, params) => {
    const user = workspace.findUser(text(params, 'user'));
    return user ? { ok: true, user: userJson(workspace, user) } : fail('user_not_found');
  },

  'users.lookupByEmail': (workspace, params) => {
    const email = text(params, 'email').toLowerCase();
    const user = workspace.users.find((candidate) => candidate.email?.toLowerCase() === email && !candidate.deleted);
    return user ? { ok: true, user: userJson(workspace, user) } : fail('users_not_found');
  },

  'conversations.open': (workspace, params) => {
    const user = workspace.findUser(text(params, 'users'));
    return user ? { ok: true, channel: { id: workspace.directChannel(user.id).id } } : fail('user_not_found');
  },
};

const content = (params: SlackParams): { text: string; blocks: Block[] } => ({
  text: text(params, 'text'),
  blocks: (params.blocks ?? []) as Block[],
});

function contentProblem(params: SlackParams): SlackResult | null {
  if (!text(params, 'text') && params.blocks === undefined) return fail('no_text');
  if (text(params, 'text').length > TEXT_MAX) return fail('msg_too_long');
  const problems = blockProblems(params.blocks ?? []);
  return problems.length > 0 ? fail('invalid_blocks', { response_metadata: { messages: problems } }) : null;
}

const posted = (workspace: Workspace, message: SlackMessage): SlackResult => ({
  ok: true,
  channel: message.channel,
  ts: message.ts,
  message: messageJson(workspace, message),
});

export const messageJson = (workspace: Workspace, message: SlackMessage) => ({
  type: 'message',
  user: workspace.botUserId,
  bot_id: workspace.botId,
  app_id: workspace.appId,
  team: workspace.teamId,
  ts: message.ts,
  text: message.text,
  blocks: message.blocks,
  ...(message.threadTs === null ? {} : { thread_ts: message.threadTs }),
});

function openedView(workspace: Workspace, params: SlackParams): SlackResult {
  const view = params.view as Record<string, unknown> | undefined;
  if (typeof view !== 'object' || view === null) return fail('invalid_arguments');
  const problems = blockProblems(view.blocks);
  if (problems.length > 0) return fail('invalid_arguments', { response_metadata: { messages: problems } });
  return { ok: true, view: workspace.openView(view) };
}

const userJson = (workspace: Workspace, user: SlackUser) => ({
  id: user.id,
  team_id: workspace.teamId,
  name: user.name,
  deleted: user.deleted ?? false,
  real_name: user.realName,
  tz: 'Europe/London',
  is_bot: false,
  profile: { real_name: user.realName, display_name: user.name, ...(user.email === null ? {} : { email: user.email }) },
});
