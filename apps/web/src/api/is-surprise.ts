import { ApiError } from '@parley/sdk/api-error';

/** A refusal of the API is expected and shown where it came from; anything else is a fault, which the error page shows. */
export const isSurprise = (error: unknown): boolean => !(error instanceof ApiError);
