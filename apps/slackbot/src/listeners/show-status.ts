import { readFleet } from '@parley/core/operations/read-status';
import type { App } from '@slack/bolt';
import { statusCard } from '../blocks/status-card.ts';
import type { SlackbotContext } from '../context.ts';

/** `/parley`: how it is, for the one who asks. */
export function showStatus(app: App, ctx: SlackbotContext): void {
  app.command('/parley', async ({ ack }) => {
    await ack({ response_type: 'ephemeral', ...statusCard(await readFleet(ctx.db)) });
  });
}
