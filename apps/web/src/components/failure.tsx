import type { ApiError } from '@parley/sdk/api-error';
import { failureTitle, isFault } from '../view/failure.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** Why something that was tried did not happen, in the API's words; with the request's id where the logs know more. */
export const Failure = ({ failure }: { failure: ApiError | null }) =>
  failure && (
    <div role="alert">
      <Notice tone="bad" title={failureTitle(failure)}>
        {isFault(failure) && <RequestId failure={failure} />}
      </Notice>
    </div>
  );

export type LoadFailureProps = { title: string; failure: ApiError; onRetry: () => void };

export const LoadFailure = ({ title, failure, onRetry }: LoadFailureProps) => (
  <div role="alert">
    <Notice tone="bad" title={title} action={<Button onClick={onRetry}>Try again</Button>}>
      <p>{failureTitle(failure)}</p>
      <RequestId failure={failure} />
    </Notice>
  </div>
);

const RequestId = ({ failure }: { failure: ApiError }) =>
  failure.requestId === '' ? null : (
    <p className="mt-1 text-xs">
      Request <code className="select-all font-mono text-text">{failure.requestId}</code>
    </p>
  );
