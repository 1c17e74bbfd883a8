'use client';

import { NotForRole } from '../../../../components/not-for-role.tsx';
import { PageTitle } from '../../../../components/page-title.tsx';
import { useSession } from '../../../../components/signed-in.tsx';
import { Budgets } from './budgets.tsx';
import { Month } from './month.tsx';
import { Prices } from './prices.tsx';

export function CostsClient({ month }: { month: string | undefined }) {
  const { may } = useSession();
  if (!may('costs.read')) return <NotForRole title="Costs" />;
  return (
    <>
      <PageTitle title="Costs">
        What calls of models and text messages have cost, in US dollars, to the millionth.
      </PageTitle>
      <div className="flex flex-col gap-8">
        <Month month={month} />
        <Budgets />
        <Prices />
      </div>
    </>
  );
}
