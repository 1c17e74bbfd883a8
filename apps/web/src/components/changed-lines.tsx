import type { Line } from '@parley/shared/line-changes';

const LOOK: Record<Line['kind'], { mark: string; says: string; className: string }> = {
  same: { mark: ' ', says: '', className: 'text-muted' },
  removed: { mark: '−', says: 'Gone: ', className: 'bg-bad-soft text-bad' },
  added: { mark: '+', says: 'New: ', className: 'bg-good-soft text-good' },
};

/** What went, what came and what stayed, told by words and marks as well as by colour. */
export const ChangedLines = ({ lines }: { lines: readonly Line[] }) => (
  <div className="overflow-hidden rounded-md border border-border font-mono text-[13px]">
    {lines.map(({ kind, text }, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one comparison never move.
      <p key={i} className={`wrap-anywhere flex gap-2 whitespace-pre-wrap px-3 py-0.5 ${LOOK[kind].className}`}>
        <span aria-hidden="true" className="w-2 shrink-0 select-none">
          {LOOK[kind].mark}
        </span>
        <span>
          <span className="sr-only">{LOOK[kind].says}</span>
          {text || ' '}
        </span>
      </p>
    ))}
  </div>
);
