import { PROBLEM_TYPES, type Problem, type ProblemType } from '@parley/shared/contract/problem';
import { ParleyError } from '@parley/shared/errors';
import type { z } from 'zod';
import { isStoreAway } from './store-away.ts';

export const problem = (
  type: ProblemType,
  code: string,
  message: string,
  param: string | null,
  requestId: string,
): { status: number; body: Problem } => ({
  status: PROBLEM_TYPES[type],
  body: { error: { type, code, message, param, request_id: requestId } },
});

/** The first thing that is wrong with a request, with the field named. */
export function invalidInput(where: 'body' | 'query' | 'path', error: z.ZodError): ParleyError {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const subject = field === '' ? `The ${where}` : `\`${field}\` in the ${where}`;
  return new ParleyError('invalid_request', 'invalid_input', `${subject}: ${issue?.message ?? 'is not valid'}.`, {
    param: field === '' ? where : field,
  });
}

// What Express and body-parser throw, in our words; they carry `type` and `status`.
const BODY_ERRORS: Record<string, { type: ProblemType; message: string }> = {
  'entity.too.large': { type: 'too_large', message: 'The body is larger than this endpoint takes. Send less.' },
  'entity.parse.failed': { type: 'invalid_request', message: 'The body is not valid JSON.' },
  'encoding.unsupported': {
    type: 'invalid_request',
    message: 'This content encoding is not supported. Send the body as it is.',
  },
  'charset.unsupported': { type: 'invalid_request', message: 'This character set is not supported. Send UTF-8.' },
  'request.size.invalid': { type: 'invalid_request', message: 'The body is not as long as its Content-Length says.' },
  'request.aborted': { type: 'invalid_request', message: 'The request was cut off.' },
};

/** Any error as an answer. What we did not expect is said as that, and its detail stays in the log. */
export function problemOf(error: unknown, requestId: string): { status: number; body: Problem } {
  if (error instanceof ParleyError) return problem(error.type, error.code, error.message, error.param, requestId);
  const known = BODY_ERRORS[(error as { type?: string } | null)?.type ?? ''];
  if (known) return problem(known.type, 'invalid_body', known.message, 'body', requestId);
  if (error instanceof URIError) {
    return problem('invalid_request', 'invalid_path', 'The path is not valid percent-encoding.', null, requestId);
  }
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return problem('invalid_request', 'invalid_request', 'The request could not be read.', null, requestId);
  }
  if (isStoreAway(error)) {
    return problem(
      'unavailable',
      'database_away',
      'Parley’s database cannot be reached just now. Send the same request again in a moment, with the same id: it has effect once.',
      null,
      requestId,
    );
  }
  return problem(
    'internal',
    'internal',
    `Something went wrong on our side. Quote ${requestId} when you report it.`,
    null,
    requestId,
  );
}
