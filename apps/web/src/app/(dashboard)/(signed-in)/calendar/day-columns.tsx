import { WEEKDAYS } from '@parley/shared/business-profile';
import type { Appointment, Resource } from '@parley/shared/contract/calendar';
import { Card } from '../../../../components/section.tsx';
import { type Frame, frameOf, hoursOf, placeOf } from '../../../../view/calendar.ts';

export type DayColumnsProps = {
  date: string;
  appointments: readonly Appointment[];
  resources: readonly Resource[];
  onOpen: (appointment: Appointment) => void;
};

const HOUR_REM = 4;

/** A column for each person or room. A phone has no room for it: there the day is a list. */
export function DayColumns({ date, appointments, resources, onOpen }: DayColumnsProps) {
  const open = resources.map((resource) => openOn(date, resource));
  const frame = frameOf(open, appointments);
  const hours = hoursOf(frame);
  return (
    <div className="hidden md:block">
      <Card>
        <div className="overflow-x-auto">
          <div
            className="grid min-w-fit"
            style={{ gridTemplateColumns: `3.5rem repeat(${resources.length}, minmax(11rem, 1fr))` }}
          >
            <span className="border-border border-b" />
            {resources.map(({ id, name }) => (
              <h3 key={id} className="wrap-anywhere border-border border-b border-l px-3 py-2 font-medium">
                {name}
              </h3>
            ))}
            <div aria-hidden="true">
              {hours.map((hour) => (
                <p
                  key={hour}
                  style={{ height: `${HOUR_REM}rem` }}
                  className="px-2 text-right text-muted text-xs tabular-nums"
                >
                  {hour}
                </p>
              ))}
            </div>
            {resources.map((resource) => (
              <Column
                key={resource.id}
                frame={frame}
                open={openOn(date, resource)}
                appointments={appointments.filter((one) => one.resource.id === resource.id)}
                onOpen={onOpen}
              />
            ))}
          </div>
        </div>
      </Card>
    </div>
  );
}

/** Null: the organisation's own hours, which are not the calendar's to draw. */
const openOn = (date: string, { hours }: Resource) =>
  hours && (hours[WEEKDAYS[(new Date(date).getUTCDay() + 6) % 7] ?? 'monday'] ?? []);

type ColumnProps = Pick<DayColumnsProps, 'appointments' | 'onOpen'> & {
  frame: Frame;
  open: readonly { from: string; to: string }[] | null;
};

const Column = ({ frame, open, appointments, onOpen }: ColumnProps) => (
  <div
    className={`relative border-border border-l ${open ? 'bg-raised' : ''}`}
    style={{ height: `${((frame.to - frame.from) / 60) * HOUR_REM}rem` }}
  >
    {open?.map(({ from, to }) => (
      <div
        key={from}
        aria-hidden="true"
        className="absolute inset-x-0 bg-surface"
        style={boxOf({ time: from, until: to }, frame)}
      />
    ))}
    {hoursOf(frame).map((hour, place) => (
      <div
        key={hour}
        aria-hidden="true"
        className="absolute inset-x-0 border-border/60 border-t"
        style={{ top: `${place * HOUR_REM}rem` }}
      />
    ))}
    {appointments.map((appointment) => (
      <button
        key={appointment.id}
        type="button"
        onClick={() => onOpen(appointment)}
        className="absolute inset-x-1 overflow-hidden rounded-md border border-accent/40 bg-accent/10 px-2 py-0.5 text-left text-xs hover:border-accent"
        style={boxOf(appointment, frame)}
      >
        <span className="font-medium tabular-nums">
          {appointment.time}–{appointment.until}
        </span>{' '}
        {appointment.service.name}
        {appointment.name && <span className="text-muted"> · {appointment.name}</span>}
      </button>
    ))}
  </div>
);

function boxOf(span: { time: string; until: string }, frame: Frame) {
  const { top, height } = placeOf(span, frame);
  return { top: `${top}%`, height: `${height}%` };
}
