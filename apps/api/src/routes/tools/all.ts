import { changeTool } from '@parley/core/tools/change-tool';
import { declareTool } from '@parley/core/tools/declare-tool';
import { listTools } from '@parley/core/tools/list-tools';
import { removeTool } from '@parley/core/tools/remove-tool';
import { BUILT_IN_TOOLS } from '@parley/shared/built-in-tools';
import * as tools from '@parley/shared/contract/tools';
import { implement, type Route } from '../../http/route.ts';

const builtIn = Object.entries(BUILT_IN_TOOLS).map(([name, about]) => ({ name, ...about }));

export const toolRoutes: readonly Route[] = [
  implement(tools.listTools)(async (ctx, { caller }) => ({
    status: 200,
    body: { built_in: builtIn, declared: await listTools(ctx.core, caller.as.orgId) },
  })),
  implement(tools.declareTool)(async (ctx, { caller, body }) => ({
    status: 201,
    body: await declareTool(ctx.core, caller.as, body),
  })),
  implement(tools.changeTool)(async (ctx, { caller, params, body }) => ({
    status: 200,
    body: await changeTool(ctx.core, caller.as, { ...body, id: params.id }),
  })),
  implement(tools.removeTool)(async (ctx, { caller, params }) => {
    await removeTool(ctx.core, caller.as, params);
    return { status: 200, body: { deleted: true } };
  }),
];
