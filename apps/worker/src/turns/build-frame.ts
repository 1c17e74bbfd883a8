import { type Frame, frameSchema } from '@parley/agent/frame';
import type { DeclaredTool } from '@parley/core/tools/declared-tools';
import type { LaneClaim } from '@parley/core/turns/claim-lanes';
import type { FrameRow } from '@parley/core/turns/read-turn-frame';
import { agentSpecSchema } from '@parley/shared/agent-spec';
import { businessProfileSchema } from '@parley/shared/business-profile';
import { factValue } from '@parley/shared/contact-facts';

/** Step 0 of a run: the rows as of the turn's place, in the words of the agent. */
export function buildFrame(
  claim: LaneClaim,
  row: FrameRow,
  run: { id: string; clock: Date; declared: readonly DeclaredTool[] },
): Frame {
  return frameSchema.parse({
    runId: run.id,
    turnId: claim.turnId,
    conversationId: claim.conversationId,
    channel: row.channelKind,
    clock: run.clock.toISOString(),
    timeZone: row.timeZone,
    agent: agentOf(row.spec, { id: claim.agentId, versionId: row.versionId, name: row.agentName }, run.declared),
    business: { name: row.organisation, ...businessProfileSchema.parse(row.profile) },
    handover: row.handover && {
      from: new Date(row.handover.from).toISOString(),
      until: new Date(row.handover.until).toISOString(),
      note: row.handover.note,
    },
    ...(row.facts.length > 0 && {
      facts: row.facts.map(({ name, type, value }) => ({ name, value: factValue(type, value) })),
    }),
    ...(row.effects.length > 0 && {
      effects: row.effects.map((effect) => ({ ...effect, at: new Date(effect.at).toISOString() })),
    }),
    // A notice is ours, not the agent's words; the model must not take it for its own.
    history: row.history
      .filter((said) => said.author !== 'system')
      .map((said) => ({ author: said.author, text: said.text, at: new Date(said.at).toISOString() })),
  });
}

/** An agent as one of its versions makes it. */
export function agentOf(
  given: unknown,
  named: { id: string; versionId: string; name: string },
  declared: readonly DeclaredTool[],
): Frame['agent'] {
  const { guardrails, limits, ...spec } = agentSpecSchema.parse(given);
  return frameSchema.shape.agent.parse({
    ...named,
    ...spec,
    ...(declared.length > 0 && { declaredTools: declared }),
    avoidTopics: guardrails.avoid_topics,
    limits: {
      modelCalls: limits.model_calls,
      toolCalls: limits.tool_calls,
      identicalCalls: limits.identical_calls,
      requests: limits.requests,
      tokens: limits.tokens,
    },
    moneyLimitCents: guardrails.money_limit_cents,
    guardrails: {
      reactions: guardrails.reactions,
      hide: guardrails.hide_from_model,
      languages: guardrails.languages,
      links: guardrails.links,
      safeReplies: guardrails.safe_replies,
    },
  });
}
