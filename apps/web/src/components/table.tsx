import type { ReactNode } from 'react';
import { Card } from './section.tsx';
import { Skeleton } from './skeleton.tsx';

export const CELL = 'px-3 py-2.5 @lg:px-4';
/** A column that comes with the room there is for the table. */
export const WIDE_CELL = `${CELL} hidden @2xl:table-cell`;

export type Column = { title: string; wide?: boolean; hidden?: boolean };

export type TableProps = { label: string; columns: readonly Column[]; children: ReactNode };

export const Table = ({ label, columns, children }: TableProps) => (
  <div className="@container">
    <Card>
      <table aria-label={label} className="w-full text-left">
        <thead className="border-border border-b text-muted text-xs">
          <tr>
            {columns.map(({ title, wide, hidden }) => (
              <th key={title} scope="col" className={`${wide ? WIDE_CELL : CELL} font-normal`}>
                {hidden ? <span className="sr-only">{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-border">{children}</tbody>
      </table>
    </Card>
  </div>
);

export const TableSkeleton = ({ what }: { what: string }) => (
  <Card>
    <div className="flex flex-col gap-4 px-4 py-4" aria-busy="true">
      <p className="sr-only" role="status">
        Reading {what}
      </p>
      {['1', '2', '3', '4'].map((row) => (
        <Skeleton key={row} className="h-5 w-full" />
      ))}
    </div>
  </Card>
);

export type EmptyProps = { title: string; children: ReactNode; action?: ReactNode };

/** Nothing is there yet: what this is for, and what to do first. */
export const Empty = ({ title, children, action }: EmptyProps) => (
  <Card>
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-4">
      <div className="max-w-[70ch]">
        <p>{title}</p>
        <p className="text-muted">{children}</p>
      </div>
      {action}
    </div>
  </Card>
);
