import type { Incident } from '@parley/shared/contract/incidents';
import Link from 'next/link';
import { Card } from '../../../../../components/section.tsx';
import { Empty } from '../../../../../components/table.tsx';
import { evidenceOf } from '../../../../../view/operations.ts';

/** Ids and figures; what was said stays in its conversation. */
export function EvidenceList({ incident }: { incident: Incident }) {
  const evidence = evidenceOf(incident);
  if (evidence.length === 0) return <Empty title="Nothing was recorded.">Look at the logs of that moment.</Empty>;
  return (
    <Card>
      <dl className="grid gap-x-8 gap-y-3 px-4 py-4 sm:grid-cols-[auto_minmax(0,1fr)]">
        {evidence.map(({ name, value, href }) => (
          <div key={`${name} ${value}`} className="contents">
            <dt className="-mb-3 text-muted sm:mb-0">{name}</dt>
            <dd className="wrap-anywhere font-mono text-[13px]">
              {href ? (
                <Link href={href} className="text-accent underline-offset-4 hover:underline">
                  {value}
                </Link>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
