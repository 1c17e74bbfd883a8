import type { ApiError } from '@parley/sdk/api-error';
import { STATUS_EVERY_MS } from '../../../api/use-status.ts';
import { Button } from '../../../components/button.tsx';
import { Notice } from '../../../components/notice.tsx';
import { formatMoment, formatSpan } from '../../../view/time.ts';
import { failureText } from './view.ts';
import { WithCode } from './with-code.tsx';

type StaleNoticeProps = { readAt: number; failure: ApiError; onRetry: () => void };

export const StaleNotice = ({ readAt, failure, onRetry }: StaleNoticeProps) => (
  <div role="alert">
    <Notice
      tone="warn"
      title="The API does not answer. What you see is not current."
      action={<Button onClick={onRetry}>Try now</Button>}
    >
      <p>The figures below are of {formatMoment(new Date(readAt))}.</p>
      <FailureDetail failure={failure} />
    </Notice>
  </div>
);

type NoStatusProps = { failure: ApiError; isReading: boolean; onRetry: () => void };

export const NoStatus = ({ failure, isReading, onRetry }: NoStatusProps) => (
  <div role="alert">
    <Notice
      tone="bad"
      title="The status cannot be read."
      action={<Button onClick={onRetry}>{isReading ? 'Trying…' : 'Try now'}</Button>}
    >
      <FailureDetail failure={failure} />
    </Notice>
  </div>
);

const FailureDetail = ({ failure }: { failure: ApiError }) => (
  <>
    <p>
      <WithCode text={failureText(failure)} /> This page tries again by itself every {formatSpan(STATUS_EVERY_MS)}.
    </p>
    {failure.requestId && (
      <p className="mt-1 text-xs">
        Request <code className="select-all font-mono text-text">{failure.requestId}</code>: look for it in the logs.
      </p>
    )}
  </>
);
