import type { Router } from 'express';
import { createFaults, type Faults } from './faults.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { type Delivery, post } from './outgoing.ts';
import type { SlackCall, SlackEntry } from './slack-ledger.ts';
import {
  type Action,
  blockActionsPayload,
  eventPayload,
  findAction,
  slashCommandParams,
  type ViewValues,
  viewSubmissionPayload,
} from './slack-payloads.ts';
import { signSlack } from './slack-signature.ts';
import { slackRouter } from './slack-web-api.ts';
import { createWorkspace, type SlackMessage, type SlackUser, type WorkspaceOptions } from './slack-workspace.ts';

export type SlackOptions = WorkspaceOptions & {
  botToken: string;
  signingSecret: string;
  /** Where the router is served, for response urls: known only once it listens. */
  origin: () => string;
  keep?: number;
};

/** How a request of Slack is sent: as it should be, unless a test says otherwise. */
export type Sending = {
  url: string;
  signingSecret?: string;
  signedAt?: Date;
  retry?: { num: number; reason: 'http_timeout' | 'http_error' | 'connection_failed' };
  timeoutMs?: number;
};

export type Click = Sending & { userId: string; channel: string; ts: string; actionId: string; action?: Action };
export type ViewSubmission = Sending & { userId: string; viewId: string; values?: ViewValues };
export type SlashCommand = Sending & { userId: string; channel: string; command: string; text?: string };
export type SlackEvent = Sending & { event: { type: string; [field: string]: unknown }; eventId?: string };

export type Slack = ReturnType<typeof createSlack>;

/** Slack waits this long for the answer to a click, a command or an event. */
const PATIENCE_MS = 3_000;

export function createSlack(options: SlackOptions) {
  const { now, signingSecret, origin } = options;
  const workspace = createWorkspace(options);
  const ledger: Ledger<SlackEntry> = createLedger<SlackEntry>(options.keep);
  const faults: Faults<SlackCall> = createFaults<SlackCall>();
  const router: Router = slackRouter({ botToken: options.botToken, now, workspace, ledger, faults });

  async function send(
    what: string,
    userId: string | null,
    body: string,
    type: string,
    how: Sending,
  ): Promise<Delivery> {
    const { url, retry, timeoutMs = PATIENCE_MS } = how;
    const headers = {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signSlack(how.signingSecret ?? signingSecret, body, how.signedAt ?? now()),
      ...(retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {}),
    };
    const delivery = await post({ url, body, headers, timeoutMs });
    ledger.record({ kind: 'interaction', at: now(), what, url, userId, delivery });
    return delivery;
  }

  const sendForm = (what: string, userId: string, params: Record<string, string>, how: Sending): Promise<Delivery> =>
    send(what, userId, new URLSearchParams(params).toString(), 'application/x-www-form-urlencoded', how);

  function userOf(userId: string): SlackUser {
    const user = workspace.findUser(userId);
    if (!user) throw new Error(`nobody in the workspace is ${userId}`);
    return user;
  }

  return {
    router,
    ledger,
    faults,
    /** What stands in the channels now, with every card as last drawn. */
    messages: workspace.messages as readonly SlackMessage[],
    views: workspace.views,
    homes: workspace.homes,

    async sendBlockActions({ userId, channel, ts, actionId, action, ...how }: Click): Promise<Delivery> {
      const message = workspace.findMessage(channel, ts);
      if (!message) throw new Error(`no message ${ts} stands in ${channel}`);
      const payload = blockActionsPayload(workspace, {
        user: userOf(userId),
        message,
        action: action ?? findAction(message, actionId),
        responseUrl: `${origin()}/response/${workspace.newResponseUrl(channel, ts, userId)}`,
      });
      return sendForm('block_actions', userId, { payload: JSON.stringify(payload) }, how);
    },

    async sendViewSubmission({ userId, viewId, values = {}, ...how }: ViewSubmission): Promise<Delivery> {
      const view = workspace.views.get(viewId);
      if (!view) throw new Error(`no view ${viewId} was opened`);
      const payload = viewSubmissionPayload(workspace, { user: userOf(userId), view, values });
      return sendForm('view_submission', userId, { payload: JSON.stringify(payload) }, how);
    },

    async sendSlashCommand({ userId, channel, command, text = '', ...how }: SlashCommand): Promise<Delivery> {
      const responseUrl = `${origin()}/response/${workspace.newResponseUrl(channel, null, userId)}`;
      const params = slashCommandParams(workspace, { user: userOf(userId), channel, command, text, responseUrl });
      return sendForm('slash_command', userId, params, how);
    },

    /** The same `eventId` again is the same event delivered again, as after a lost answer. */
    async sendEvent({ event, eventId = workspace.newId('Ev'), ...how }: SlackEvent): Promise<Delivery> {
      const body = JSON.stringify(eventPayload(workspace, event, eventId, now()));
      return send('event', null, body, 'application/json', how);
    },
  };
}
