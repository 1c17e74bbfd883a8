import { LoadFailure, type LoadFailureProps } from './failure.tsx';
import { PageTitle } from './page-title.tsx';

/** A page whose one subject cannot be read: it keeps a heading, by which readers find their way. */
export const PageFailure = ({ page, ...failure }: LoadFailureProps & { page: string }) => (
  <>
    <PageTitle title={page} />
    <LoadFailure {...failure} />
  </>
);
