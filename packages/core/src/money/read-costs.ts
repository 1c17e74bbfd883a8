import type { Costs } from '@parley/shared/contract/money';
import type { Ctx } from '../ctx.ts';

type Row = {
  day: string;
  agentId: string;
  kind: string;
  purpose: string;
  provider: string;
  model: string;
  calls: bigint;
  unpricedCalls: bigint;
  units: bigint;
  inputTokens: bigint;
  cachedInputTokens: bigint;
  outputTokens: bigint;
  micros: bigint;
};

/**
 * What a month has cost, in the organisation's own days: the sums of its days, and what the ledger has got since they were
 * last added up. Its cost goes by days, agents and models, not by how much was said.
 */
export const readCosts = (ctx: Ctx, orgId: string, { month }: { month?: string | undefined }): Promise<Costs> =>
  ctx.db.inOrg(orgId, async (tx) => {
    const { timeZone } = await tx.organisation.findUniqueOrThrow({ where: { id: orgId }, select: { timeZone: true } });
    const shown = month ?? monthIn(timeZone, ctx.now());
    const rows = await tx.$queryRaw<Row[]>`
      with of_month as (
        select day, agent_id, kind, purpose, provider, model, calls, unpriced_calls, units, input_tokens, cached_input_tokens, output_tokens, micros
        from cost_day where org_id = ${orgId} and day >= ${`${shown}-01`}::date and day < ${`${shown}-01`}::date + interval '1 month'
        union all
        select (c.at at time zone ${timeZone})::date, agent_id, kind, purpose, provider, model, 1, unpriced::int, units, input_tokens,
          cached_input_tokens, output_tokens, micros
        from cost_entry c where org_id = ${orgId} and not folded
          and (c.at at time zone ${timeZone}) >= ${`${shown}-01`}::date and (c.at at time zone ${timeZone}) < ${`${shown}-01`}::date + interval '1 month'
      )
      select day::text as day, agent_id as "agentId", kind, purpose, provider, model, sum(calls)::bigint as calls, sum(unpriced_calls)::bigint as "unpricedCalls",
        sum(units)::bigint as units, sum(input_tokens)::bigint as "inputTokens", sum(cached_input_tokens)::bigint as "cachedInputTokens",
        sum(output_tokens)::bigint as "outputTokens", sum(micros)::bigint as micros
      from of_month group by 1, 2, 3, 4, 5, 6`;
    return { month: shown, time_zone: timeZone, ...summed(rows) };
  });

/** `2026-11` */
const monthIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit' }).format(at).slice(0, 7);

const summed = (rows: readonly Row[]) => ({
  total: sumOf(rows),
  by_agent: grouped(
    rows,
    ({ agentId }) => agentId,
    ([{ agentId }]) => ({ agent_id: agentId }),
  ),
  by_model: grouped(
    rows,
    ({ kind, provider, model }) => `${kind} ${provider} ${model}`,
    ([{ kind, provider, model }]) => ({
      kind: kind === 'sms' ? ('sms' as const) : ('model' as const),
      provider,
      model,
    }),
  ),
  by_day: grouped(
    rows,
    ({ day }) => day,
    ([{ day }]) => ({ day }),
  ).sort((a, b) => (a.day < b.day ? -1 : 1)),
  by_purpose: grouped(
    rows,
    ({ purpose }) => purpose,
    ([{ purpose }]) => ({ purpose: purpose as 'answer' | 'discarded' | 'replay' }),
  ),
});

type Sum = Costs['total'];
type Some = readonly [Row, ...Row[]];

/** The dearest first. */
function grouped<T>(rows: readonly Row[], keyOf: (row: Row) => string, named: (group: Some) => T): (T & Sum)[] {
  const groups = Object.values(Object.groupBy(rows, keyOf)) as unknown as Some[];
  return groups
    .map((group) => ({ ...named(group), ...sumOf(group) }))
    .sort((a, b) => b.micros - a.micros || b.calls - a.calls);
}

const sumOf = (rows: readonly Row[]): Sum => ({
  micros: total(rows, 'micros'),
  calls: total(rows, 'calls'),
  unpriced_calls: total(rows, 'unpricedCalls'),
  units: total(rows, 'units'),
  input_tokens: total(rows, 'inputTokens'),
  cached_input_tokens: total(rows, 'cachedInputTokens'),
  output_tokens: total(rows, 'outputTokens'),
});

type Figure = 'micros' | 'calls' | 'unpricedCalls' | 'units' | 'inputTokens' | 'cachedInputTokens' | 'outputTokens';

const total = (rows: readonly Row[], figure: Figure): number =>
  Number(rows.reduce((sum, row) => sum + row[figure], 0n));
