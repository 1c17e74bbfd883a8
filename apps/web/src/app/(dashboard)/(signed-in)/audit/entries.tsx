import Link from 'next/link';
import type { AuditEntry } from '../../../../api/client.ts';
import { Moment } from '../../../../components/moment.tsx';
import { CELL, Table, WIDE_CELL } from '../../../../components/table.tsx';
import {
  type AuditSearch,
  actionWords,
  actorName,
  auditHref,
  detailsOf,
  differencesOf,
} from '../../../../view/audit.ts';
import { formatMinute } from '../../../../view/time.ts';

const COLUMNS = [{ title: 'What' }, { title: 'By', wide: true }, { title: 'When', wide: true }];

type EntryTableProps = { entries: readonly AuditEntry[]; search: AuditSearch };

export const EntryTable = ({ entries, search }: EntryTableProps) => (
  <Table label="Record" columns={COLUMNS}>
    {entries.map((entry) => (
      <EntryRow key={entry.id} entry={entry} search={search} />
    ))}
  </Table>
);

const EntryRow = ({ entry, search }: { entry: AuditEntry; search: AuditSearch }) => (
  <tr className="align-top">
    <td className={`${CELL} wrap-anywhere`}>
      <details>
        <summary className="cursor-pointer">
          <span className="font-medium">{actionWords(entry.action)}</span>
          <span className="block text-muted text-xs @2xl:hidden">
            {actorName(entry.actor)} · {formatMinute(new Date(entry.at))}
          </span>
        </summary>
        <EntryDetails entry={entry} search={search} />
      </details>
    </td>
    <td className={`${WIDE_CELL} wrap-anywhere`}>{actorName(entry.actor)}</td>
    <td className={`${WIDE_CELL} text-muted`}>
      <Moment at={entry.at}>{formatMinute(new Date(entry.at))}</Moment>
    </td>
  </tr>
);

const LINK = 'font-mono text-accent underline-offset-4 hover:underline';

const EntryDetails = ({ entry, search }: { entry: AuditEntry; search: AuditSearch }) => (
  <dl className="mt-2 grid gap-x-4 gap-y-1 text-xs grid-cols-[auto_minmax(0,1fr)] [&_dt]:text-muted">
    <dt>Action</dt>
    <dd className="font-mono">{entry.action}</dd>
    <dt>On</dt>
    <dd>
      {entry.target.kind}{' '}
      <Link
        href={auditHref({ ...search, target: entry.target.id, older: undefined })}
        prefetch={false}
        className={LINK}
      >
        {entry.target.id}
      </Link>
    </dd>
    <dt>By</dt>
    <dd>
      <Link href={auditHref({ ...search, actor: entry.actor.id, older: undefined })} prefetch={false} className={LINK}>
        {entry.actor.id}
      </Link>
    </dd>
    {differencesOf(entry).map(({ name, before, after }) => (
      <Change key={name} name={name} before={before} after={after} />
    ))}
    {detailsOf(entry.detail).map(({ name, value }) => (
      <Pair key={name} name={name} value={value} />
    ))}
    {entry.request_id && <Pair name="Request" value={entry.request_id} />}
    <Pair name="Sealed" value={entry.sealed ? 'Yes' : 'Not yet: within a second or so'} />
  </dl>
);

const Pair = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt>{name}</dt>
    <dd className="font-mono">{value}</dd>
  </>
);

const Change = ({ name, before, after }: { name: string; before: string | null; after: string | null }) => (
  <>
    <dt>{name}</dt>
    <dd className="font-mono">
      {before !== null && <del className="text-muted">{before}</del>}{' '}
      {after !== null && <ins className="no-underline">{after}</ins>}
    </dd>
  </>
);
