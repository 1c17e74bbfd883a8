import { CircleAlert, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { TONE_SOFT, TONE_TEXT } from './tone.ts';

export type NoticeProps = { tone: 'warn' | 'bad'; title: string; children?: ReactNode; action?: ReactNode };

const ICONS: Record<NoticeProps['tone'], LucideIcon> = { warn: TriangleAlert, bad: CircleAlert };

/** Something a person should know now, what it means, and what to do. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={`flex flex-wrap items-start gap-x-4 gap-y-3 rounded-lg border px-4 py-3 ${TONE_SOFT[tone]}`}>
      <div className="flex min-w-0 flex-1 basis-72 gap-3">
        <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${TONE_TEXT[tone]}`} />
        <div className="min-w-0 wrap-anywhere">
          <p className="font-medium">{title}</p>
          {children && <div className="mt-0.5 text-muted">{children}</div>}
        </div>
      </div>
      {action}
    </div>
  );
}
