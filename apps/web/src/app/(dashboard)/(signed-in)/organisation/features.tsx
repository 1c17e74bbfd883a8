'use client';

import type { PlanUsage } from '@parley/shared/contract/plan';
import { api } from '../../../../api/client.ts';
import { useChange } from '../../../../api/use-change.ts';
import { usePlan } from '../../../../api/use-plan.ts';
import { State } from '../../../../components/badge.tsx';
import { Button } from '../../../../components/button.tsx';
import { Failure, LoadFailure } from '../../../../components/failure.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { CELL, Table, TableSkeleton, WIDE_CELL } from '../../../../components/table.tsx';
import { featureName, featureSource } from '../../../../view/organisation.ts';

type Flag = PlanUsage['flags'][number];

const COLUMNS = [
  { title: 'Feature' },
  { title: 'State' },
  { title: 'Why', wide: true },
  { title: 'Switch', hidden: true },
];

/** What the plan gives and what differs from it. */
export function Features() {
  const { may } = useSession();
  const { plan, failure, readNow } = usePlan();
  const change = useChange((body: Pick<Flag, 'feature' | 'on'>) => api.switchFeature({ body }), {
    makesOld: ['plan', 'audit'],
  });
  if (!plan) {
    if (!failure) return <TableSkeleton what="the features" />;
    return <LoadFailure title="The features cannot be read." failure={failure} onRetry={readNow} />;
  }
  return (
    <>
      <Table label="Features" columns={COLUMNS}>
        {plan.flags.map((flag) => (
          <tr key={flag.feature}>
            <td className={`${CELL} font-medium`}>{featureName(flag.feature)}</td>
            <td className={CELL}>
              <State tone={flag.on ? 'good' : 'muted'}>{flag.on ? 'On' : 'Off'}</State>
            </td>
            <td className={`${WIDE_CELL} text-muted`}>{featureSource(flag, plan.title)}</td>
            <td className={`${CELL} text-right`}>
              {flag.in_plan && may('organisation.manage') && (
                <Button
                  kind="quiet"
                  disabled={change.pending}
                  onClick={() => change.run({ feature: flag.feature, on: !flag.on })}
                >
                  {flag.on ? 'Turn off' : 'Turn on'}
                  <span className="sr-only"> {featureName(flag.feature)}</span>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {change.failure && (
        <div className="mt-3">
          <Failure failure={change.failure} />
        </div>
      )}
    </>
  );
}
