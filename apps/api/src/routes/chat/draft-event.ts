import { formatEvent } from '@parley/channels/web-chat/sse';
import type { Draft } from '../../live/hub.ts';

export const draftEvent = ({ turnId, text }: Draft): string =>
  text === null
    ? formatEvent({ event: 'draft_reset', data: JSON.stringify({ turn_id: turnId }) })
    : formatEvent({ event: 'draft', data: JSON.stringify({ turn_id: turnId, text }) });
