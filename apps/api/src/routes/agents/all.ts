import type { Route } from '../../http/route.ts';
import { changeAgentRoute } from './change-agent.ts';
import { compareAgentVersionsRoute } from './compare-agent-versions.ts';
import { createAgentRoute } from './create-agent.ts';
import { listAgentVersionsRoute } from './list-agent-versions.ts';
import { listAgentsRoute } from './list-agents.ts';
import { readAgentRoute } from './read-agent.ts';
import { readAgentVersionRoute } from './read-agent-version.ts';
import { rollBackAgentRoute } from './roll-back-agent.ts';
import { saveAgentVersionRoute } from './save-agent-version.ts';
import { setAgentStatusRoute } from './set-agent-status.ts';

export const agentRoutes: readonly Route[] = [
  listAgentsRoute,
  createAgentRoute,
  readAgentRoute,
  changeAgentRoute,
  setAgentStatusRoute,
  listAgentVersionsRoute,
  saveAgentVersionRoute,
  readAgentVersionRoute,
  compareAgentVersionsRoute,
  rollBackAgentRoute,
];
