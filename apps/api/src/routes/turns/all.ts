import type { Route } from '../../http/route.ts';
import { followTurnRoute } from './follow-turn.ts';
import { listTurnsRoute } from './list-turns.ts';
import { readTurnRoute } from './read-turn.ts';
import { sendTurnRoute } from './send-turn.ts';

export const turnRoutes: readonly Route[] = [sendTurnRoute, listTurnsRoute, readTurnRoute, followTurnRoute];
