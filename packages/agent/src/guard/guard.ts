import type { GuardPort } from './guard-port.ts';
import { screenInbound } from './screen-inbound.ts';
import { screenReply } from './screen-reply.ts';

/** The guardrails of a live run: pure functions of the frame and of what was said. */
export const guard: GuardPort = { inbound: screenInbound, reply: screenReply };
