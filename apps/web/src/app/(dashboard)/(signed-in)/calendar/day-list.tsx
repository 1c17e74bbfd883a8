import type { Appointment } from '@parley/shared/contract/calendar';
import { Section } from '../../../../components/section.tsx';
import { CELL, Table, WIDE_CELL } from '../../../../components/table.tsx';
import { dayInWords } from '../../../../view/calendar.ts';

export type DayListProps = {
  days: readonly string[];
  appointments: readonly Appointment[];
  onOpen: (appointment: Appointment) => void;
};

const COLUMNS = [{ title: 'When' }, { title: 'What' }, { title: 'With', wide: true }];

/** The same in words, day by day; days without anything are left out. */
export const DayList = ({ days, appointments, onOpen }: DayListProps) => (
  <div className="flex flex-col gap-6">
    {days
      .map((day) => ({ day, booked: appointments.filter(({ date }) => date === day) }))
      .filter(({ booked }) => booked.length > 0)
      .map(({ day, booked }) => (
        <Section key={day} title={dayInWords(day)}>
          <Table label={dayInWords(day)} columns={COLUMNS}>
            {booked.map((appointment) => (
              <Row key={appointment.id} appointment={appointment} onOpen={onOpen} />
            ))}
          </Table>
        </Section>
      ))}
  </div>
);

const Row = ({ appointment, onOpen }: { appointment: Appointment; onOpen: DayListProps['onOpen'] }) => (
  <tr>
    <td className={`${CELL} whitespace-nowrap tabular-nums`}>
      {appointment.time}–{appointment.until}
    </td>
    <td className={`${CELL} wrap-anywhere`}>
      <button
        type="button"
        onClick={() => onOpen(appointment)}
        className="text-left font-medium underline-offset-4 hover:underline"
      >
        {appointment.service.name}
      </button>
      <span className="block text-muted text-xs">
        {appointment.name ?? appointment.reference}
        <span className="@2xl:hidden"> · {appointment.resource.name}</span>
      </span>
    </td>
    <td className={WIDE_CELL}>{appointment.resource.name}</td>
  </tr>
);
