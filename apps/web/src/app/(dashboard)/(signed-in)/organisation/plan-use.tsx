'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { LoadFailure } from '../../../../components/failure.tsx';
import { Figure, Figures, FiguresSkeleton } from '../../../../components/figures.tsx';
import { featureNames } from '../../../../view/organisation.ts';

export function PlanUse() {
  const { data, error, refetch } = useQuery({
    queryKey: ['plan'],
    queryFn: ({ signal }) => api.readPlan({ signal }),
    throwOnError: isSurprise,
  });
  if (!data) {
    if (!error) return <FiguresSkeleton />;
    return <LoadFailure title="The plan cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />;
  }
  const { seats, agents } = data;
  const held = seats.members + seats.invited;
  return (
    <>
      <Figures>
        <Figure label="Plan">{data.title}</Figure>
        <Figure label="Seats held" tone={held >= seats.limit ? 'warn' : undefined}>
          {held} of {seats.limit}
        </Figure>
        <Figure label="Of these, open invitations">{seats.invited}</Figure>
        <Figure label="Agents" tone={agents.used >= agents.limit ? 'warn' : undefined}>
          {agents.used} of {agents.limit}
        </Figure>
      </Figures>
      <p className="mt-2 text-muted">
        With it come: {featureNames(data.features).join(', ').toLowerCase() || 'no extras'}.
      </p>
    </>
  );
}
