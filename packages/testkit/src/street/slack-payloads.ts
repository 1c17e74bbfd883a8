import { messageJson } from './slack-methods.ts';
import type { Block, SlackMessage, SlackUser, Workspace } from './slack-workspace.ts';

export type Action = { type: string; action_id: string; block_id: string; value?: string; [field: string]: unknown };

const team = (workspace: Workspace) => ({ id: workspace.teamId, domain: 'harbour-street' });

const person = (workspace: Workspace, user: SlackUser) => ({
  id: user.id,
  username: user.name,
  name: user.name,
  team_id: workspace.teamId,
});

const common = (workspace: Workspace, user: SlackUser) => ({
  team: team(workspace),
  user: person(workspace, user),
  api_app_id: workspace.appId,
  token: 'a-verification-token-nobody-should-read',
  enterprise: null,
  is_enterprise_install: false,
  trigger_id: workspace.newTrigger(),
});

/** The button as it stands on the message now; a late click brings its own, from an earlier card. */
export function findAction(message: SlackMessage, actionId: string): Action {
  for (const block of message.blocks) {
    const elements = [block.elements ?? [], block.accessory ?? []].flat() as Action[];
    const found = elements.find((element) => element.action_id === actionId);
    if (found) return { ...found, block_id: block.block_id ?? 'b1' };
  }
  throw new Error(`no "${actionId}" on the message ${message.ts} (${message.text})`);
}

export function blockActionsPayload(
  workspace: Workspace,
  {
    user,
    message,
    action,
    responseUrl,
  }: { user: SlackUser; message: SlackMessage; action: Action; responseUrl: string },
) {
  return {
    type: 'block_actions',
    ...common(workspace, user),
    container: { type: 'message', message_ts: message.ts, channel_id: message.channel, is_ephemeral: false },
    channel: { id: message.channel, name: 'channel' },
    message: messageJson(workspace, message),
    state: { values: {} },
    response_url: responseUrl,
    actions: [{ ...action, action_ts: message.ts }],
  };
}

export type ViewValues = Record<string, Record<string, unknown>>;

export function viewSubmissionPayload(
  workspace: Workspace,
  { user, view, values }: { user: SlackUser; view: { id: string; blocks: Block[] }; values: ViewValues },
) {
  return {
    type: 'view_submission',
    ...common(workspace, user),
    view: { ...view, team_id: workspace.teamId, app_id: workspace.appId, bot_id: workspace.botId, state: { values } },
    response_urls: [],
  };
}

export function slashCommandParams(
  workspace: Workspace,
  {
    user,
    channel,
    command,
    text,
    responseUrl,
  }: Record<'channel' | 'command' | 'text' | 'responseUrl', string> & {
    user: SlackUser;
  },
): Record<string, string> {
  return {
    token: 'a-verification-token-nobody-should-read',
    team_id: workspace.teamId,
    team_domain: 'harbour-street',
    channel_id: channel,
    channel_name: 'channel',
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: workspace.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: workspace.newTrigger(),
  };
}

export const eventPayload = (workspace: Workspace, event: object, eventId: string, at: Date) => ({
  token: 'a-verification-token-nobody-should-read',
  team_id: workspace.teamId,
  api_app_id: workspace.appId,
  type: 'event_callback',
  event_id: eventId,
  event_time: Math.floor(at.getTime() / 1000),
  event,
  authorizations: [
    {
      enterprise_id: null,
      team_id: workspace.teamId,
      user_id: workspace.botUserId,
      is_bot: true,
      is_enterprise_install: false,
    },
  ],
});
