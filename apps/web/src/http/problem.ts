import type { ServerResponse } from 'node:http';
import { PROBLEM_TYPES, type Problem } from '@parley/shared/contract/problem';

/** The api took the connection and said nothing. */
export class SilentApi extends Error {
  override readonly name = 'SilentApi';
}

type Failure = Omit<Problem['error'], 'request_id'>;

const unavailable = (code: string, message: string): Failure => ({ type: 'unavailable', code, message, param: null });

const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT']);

/** Whether the api can have done the work is what a caller needs to know before sending it again. */
export function failureOf(error: Error): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (NOT_CONNECTED.has(code)) {
    return unavailable(
      'api_away',
      'The API cannot be reached, nothing was done. It may be restarting: try again in a few seconds.',
    );
  }
  if (error instanceof SilentApi) {
    return unavailable(
      'api_silent',
      'The API did not answer in time. Look whether your request took effect before you send it again.',
    );
  }
  return unavailable(
    'api_broke_off',
    'The API broke off before it answered. Look whether your request took effect before you send it again.',
  );
}

export function sendProblem(response: ServerResponse, error: Problem['error']): void {
  const body: Problem = { error };
  response.writeHead(PROBLEM_TYPES[error.type], {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'request-id': error.request_id,
    'retry-after': '2',
  });
  response.end(JSON.stringify(body));
}
