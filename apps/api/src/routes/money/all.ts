import { changeBudget } from '@parley/core/money/change-budget';
import { createBudget } from '@parley/core/money/create-budget';
import { deleteBudget } from '@parley/core/money/delete-budget';
import { listBudgets } from '@parley/core/money/list-budgets';
import { listPrices } from '@parley/core/money/list-prices';
import { readCosts } from '@parley/core/money/read-costs';
import { removePrice } from '@parley/core/money/remove-price';
import { setPrice } from '@parley/core/money/set-price';
import * as money from '@parley/shared/contract/money';
import { implement, type Route } from '../../http/route.ts';

export const moneyRoutes: readonly Route[] = [
  implement(money.readCosts)(async (ctx, { caller, query }) => ({
    status: 200,
    body: await readCosts(ctx.core, caller.as.orgId, query),
  })),
  implement(money.listBudgets)(async (ctx, { caller }) => ({
    status: 200,
    body: { data: await listBudgets(ctx.core, caller.as.orgId) },
  })),
  implement(money.createBudget)(async (ctx, { caller, body }) => ({
    status: 201,
    body: await createBudget(ctx.core, caller.as, body),
  })),
  implement(money.changeBudget)(async (ctx, { caller, params, body }) => ({
    status: 200,
    body: await changeBudget(ctx.core, caller.as, { ...params, ...body }),
  })),
  implement(money.deleteBudget)(async (ctx, { caller, params }) => {
    await deleteBudget(ctx.core, caller.as, params);
    return { status: 200, body: { deleted: true } };
  }),
  implement(money.listPrices)(async (ctx, { caller }) => ({
    status: 200,
    body: { data: await listPrices(ctx.core, caller.as.orgId) },
  })),
  implement(money.setPrice)(async (ctx, { caller, body }) => ({
    status: 200,
    body: await setPrice(ctx.core, caller.as, body),
  })),
  implement(money.removePrice)(async (ctx, { caller, query }) => {
    await removePrice(ctx.core, caller.as, query);
    return { status: 200, body: { deleted: true } };
  }),
];
