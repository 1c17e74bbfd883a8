import { MustWait } from '@parley/agent/models/must-wait';
import { BudgetExhausted, OPEN_PURSE, type Purse } from '@parley/agent/models/purse';
import type { Ctx } from '@parley/core/ctx';
import { type Allowance, takeAllowance } from '@parley/core/money/allowance';
import { MONEY_LIMITS } from '@parley/shared/money-limits';

export type Spender = { orgId: string; agentId: string; holder: string };

/** What a claim has set aside; `unasked`: nobody has claimed anything for this run yet. */
export type Claimed = Allowance | null | 'unasked';

/**
 * What a run may spend: first what its claim has set aside, and more only when that is used up. Calls are counted in memory;
 * what is left goes back when the run is written down.
 */
export function openPurse(core: Pick<Ctx, 'hot'>, spender: Spender, claimed: Claimed): Purse {
  if (claimed === null) return OPEN_PURSE;
  let asked = claimed !== 'unasked';
  let left = claimed === 'unasked' ? 0 : claimed.micros;

  async function takeMore(least: number): Promise<void> {
    asked = true;
    const wanted = Math.max(least, MONEY_LIMITS.allowanceMicros);
    const more = await takeAllowance(core, { ...spender, wanted, least });
    // No budget stops this agent, or none does any more.
    if (more === null) left = Number.POSITIVE_INFINITY;
    else if (more.code === 'given') left += more.micros;
    else if (more.code === 'wait') throw new MustWait('budget_held_by_others', MONEY_LIMITS.waitForOthersMs);
    else throw new BudgetExhausted('a budget has nothing left for this call');
  }

  return {
    async reserve(atMost) {
      if (!asked) await takeMore(Math.max(atMost ?? 1, 1));
      if (left === Number.POSITIVE_INFINITY) return;
      if (atMost === null) {
        throw new BudgetExhausted('a budget stops this agent, and nobody has named a price for this model');
      }
      if (left < atMost) await takeMore(atMost - left);
    },
    spend(micros) {
      left -= micros;
    },
  };
}
