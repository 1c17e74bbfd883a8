import type { ApiError } from '@parley/sdk/api-error';

/** The API's own words say what to do next; only when it gave no answer at all are they for programmers. */
export const failureTitle = ({ status, message }: Pick<ApiError, 'status' | 'message'>): string =>
  status === null ? 'The API cannot be reached. Nothing was lost here: try again in a moment.' : message;
