import { ApiError } from '@parley/sdk/api-error';

/** An expected refusal; anything else is a surprise, which the error page shows. */
export const failureOf = (error: unknown): ApiError | null => (error instanceof ApiError ? error : null);
export const isSurprise = (error: unknown): boolean => !(error instanceof ApiError);
