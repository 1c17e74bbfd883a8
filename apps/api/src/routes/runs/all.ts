import type { Route } from '../../http/route.ts';
import { diffRunsRoute } from './diff-runs.ts';
import { listRunsRoute } from './list-runs.ts';
import { readRunRoute } from './read-run.ts';
import { readRunAtRoute } from './read-run-at.ts';
import { replayRunRoute } from './replay-run.ts';

export const runRoutes: readonly Route[] = [listRunsRoute, readRunRoute, readRunAtRoute, diffRunsRoute, replayRunRoute];
