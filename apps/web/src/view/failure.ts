import type { ApiError } from '@parley/sdk/api-error';

/** A fault of ours is found in the logs by its request; a refusal says all there is to say. */
export const isFault = ({ status }: Pick<ApiError, 'status'>): boolean => status === null || status >= 500;

/** The API's own words say what to do next; only when it gave no answer at all are they for programmers. */
export const failureTitle = ({ status, message }: Pick<ApiError, 'status' | 'message'>): string =>
  status === null ? 'The API cannot be reached. Nothing was lost here: try again in a moment.' : message;
