import type { Erasure } from '@parley/shared/contract/erasures';
import Link from 'next/link';
import { State } from '../../../../components/badge.tsx';
import { Day } from '../../../../components/day.tsx';
import { Section } from '../../../../components/section.tsx';
import { CELL, Table, WIDE_CELL } from '../../../../components/table.tsx';
import { erasureState } from '../../../../view/contacts.ts';

const COLUMNS = [{ title: 'Of' }, { title: 'State' }, { title: 'Asked for', wide: true }];

export const Erasures = ({ erasures, more }: { erasures: readonly Erasure[]; more: boolean }) => (
  <Section title="Erasures">
    <Table label="Erasures" columns={COLUMNS}>
      {erasures.map((erasure) => (
        <ErasureRow key={erasure.id} erasure={erasure} />
      ))}
    </Table>
    {more && <p className="mt-2 text-muted">The newest fifty. GET /v1/erasures lists them all.</p>}
  </Section>
);

function ErasureRow({ erasure }: { erasure: Erasure }) {
  const { tone, word } = erasureState(erasure);
  return (
    <tr>
      <td className={`${CELL} wrap-anywhere`}>
        {erasure.subject.kind === 'contact' ? (
          <Link href={`/contacts/${erasure.subject.id}`} className="underline-offset-4 hover:underline">
            Contact <code className="font-mono text-xs">{erasure.subject.id}</code>
          </Link>
        ) : (
          'This organisation'
        )}
      </td>
      <td className={CELL}>
        <State tone={tone}>{word}</State>
      </td>
      <td className={`${WIDE_CELL} text-muted`}>
        <Day at={erasure.requested_at} />
      </td>
    </tr>
  );
}
