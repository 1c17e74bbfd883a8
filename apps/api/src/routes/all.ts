import type { Route } from '../http/route.ts';
import { follow } from './chat/follow.ts';
import { listMessages } from './chat/list-messages.ts';
import { openSession } from './chat/open-session.ts';
import { sendMessage } from './chat/send-message.ts';
import { status } from './operations/read-status.ts';

export const routes: readonly Route[] = [openSession, sendMessage, listMessages, follow, status];
