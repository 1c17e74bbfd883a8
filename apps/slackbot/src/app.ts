import type { RequestListener } from 'node:http';
import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { boltLogger } from './bolt-logger.ts';
import type { SlackConfig } from './config/config.ts';
import type { SlackbotContext } from './context.ts';
import { showStatus } from './listeners/show-status.ts';

export type SlackApp = {
  /** Slack's signed requests; in socket mode nothing comes here. */
  requestListener: RequestListener | null;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Bolt with our listeners, on Slack's signed HTTP requests or on its socket. */
export function createSlackApp(ctx: SlackbotContext, slack: SlackConfig): SlackApp {
  const logger = boltLogger(ctx.log);
  const http = slack.appToken === null ? new HTTPReceiver({ signingSecret: slack.signingSecret, logger }) : null;
  const receiver: Receiver =
    http ??
    new SocketModeReceiver({
      appToken: slack.appToken ?? '',
      logger,
      // Bolt's socket asks where to connect by a client of its own, which takes the address from here only.
      installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    });
  const app = new App({
    token: slack.botToken,
    receiver,
    logger,
    clientOptions: { slackApiUrl: slack.apiUrl },
    // Slack may be away when we start: the token is looked at with the first request instead.
    tokenVerificationEnabled: false,
  });
  showStatus(app, ctx);
  return {
    requestListener: http?.requestListener ?? null,
    // With HTTP our own server listens, for the health pages too.
    start: async () => void (http ? null : await app.start()),
    stop: async () => void (http ? null : await app.stop()),
  };
}
