'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../../../api/client.ts';
import { isSurprise } from '../../../../api/is-surprise.ts';
import { LoadFailure } from '../../../../components/failure.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { Card, Section } from '../../../../components/section.tsx';
import { TableSkeleton } from '../../../../components/table.tsx';
import { OrganisationData } from './data.tsx';
import { Details } from './details.tsx';
import { Features } from './features.tsx';
import { Leave } from './leave.tsx';
import { Logo } from './logo.tsx';
import { PlanUse } from './plan-use.tsx';

export function OrganisationClient() {
  return (
    <>
      <PageTitle title="Settings">What this organisation is called, where it is, and whom we write to.</PageTitle>
      <div className="flex flex-col gap-6">
        <Section title="Plan">
          <PlanUse />
        </Section>
        <Section title="Organisation">
          <OrganisationDetails />
        </Section>
        <Section title="Features">
          <Features />
        </Section>
        <OrganisationData />
        <Section title="Leave">
          <Leave />
        </Section>
      </div>
    </>
  );
}

function OrganisationDetails() {
  const { data, error, refetch } = useQuery({
    queryKey: ['organisation'],
    queryFn: ({ signal }) => api.readOrganisation({ signal }),
    // A reading in the background must not take away what is being typed.
    refetchOnWindowFocus: false,
    throwOnError: isSurprise,
  });
  if (data) {
    return (
      <Card>
        <Logo organisation={data} />
        <Details organisation={data} />
      </Card>
    );
  }
  if (!error) return <TableSkeleton what="the organisation" />;
  return (
    <LoadFailure title="The organisation cannot be read." failure={error as ApiError} onRetry={() => void refetch()} />
  );
}
