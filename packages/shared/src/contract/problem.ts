import { z } from 'zod';

export const PROBLEM_TYPES = {
  invalid_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unprocessable: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ProblemType = keyof typeof PROBLEM_TYPES;

/** Every error of the API has this body. `message` says what happened and what to do next. */
export const problemSchema = z.object({
  error: z.object({
    type: z.enum(Object.keys(PROBLEM_TYPES) as [ProblemType, ...ProblemType[]]),
    code: z.string(),
    message: z.string(),
    param: z.string().nullable(),
    request_id: z.string(),
  }),
});

export type Problem = z.infer<typeof problemSchema>;
