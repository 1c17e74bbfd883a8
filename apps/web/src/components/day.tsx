import { formatDay, formatMoment } from '../view/time.ts';

/** A day, with the moment itself on hover. Rendered in the browser only: it speaks its time zone. */
export const Day = ({ at }: { at: string }) => (
  <time dateTime={at} title={formatMoment(new Date(at))} className="whitespace-nowrap tabular-nums">
    {formatDay(new Date(at))}
  </time>
);
