import type { Fleet } from '@parley/core/operations/read-status';
import type { types } from '@slack/bolt';

/** How Parley is, as a Slack message. Pure: the same fleet gives the same card. */
export function statusCard({ processes, model, turns }: Fleet): { text: string; blocks: types.KnownBlock[] } {
  const silent = processes.filter((process) => process.state === 'silent').length;
  const working = processes.some((process) => process.kind === 'worker' && process.state === 'up');
  const text = !working
    ? 'Nobody answers: no worker is up.'
    : silent > 0
      ? `Parley answers, but ${silent} of its processes ${silent === 1 ? 'is' : 'are'} silent.`
      : 'Parley is up and answers.';
  return {
    text,
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `*${text}*` } },
      {
        type: 'section',
        fields: [
          field('Who answers', model.label),
          field('Processes', countsOf(processes)),
          field('Answered in the last hour', String(turns.answered_last_hour)),
          field('Failed in the last hour', String(turns.failed_last_hour)),
        ],
      },
    ],
  };
}

const field = (title: string, value: string) => ({
  type: 'mrkdwn' as const,
  text: `*${title}*\n${escapeMrkdwn(value)}`,
});

// Slack reads <, > and & as links and mentions.
const escapeMrkdwn = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function countsOf(processes: Fleet['processes']): string {
  const counts = new Map<string, number>();
  for (const { kind } of processes) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ') || 'none';
}
