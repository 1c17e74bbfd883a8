import { formatMoment } from '../view/time.ts';

/** A time in relative words, with the moment itself on hover. Rendered in the browser only: it speaks its time zone. */
export const Moment = ({ at, children }: { at: string; children: string }) => (
  <time dateTime={at} title={formatMoment(new Date(at))} className="whitespace-nowrap tabular-nums">
    {children}
  </time>
);
