import { PROBLEM_TYPES, type Problem, type ProblemType, problemSchema } from '@parley/shared/contract/problem';

type Detail = Problem['error'] & { status: number | null };

/** Every way a call can fail, in the API's own words where it answered. A caller who aborts gets the abort's reason. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly type: ProblemType;
  readonly code: string;
  readonly param: string | null;
  /** Name it when you ask for help: it finds the request in the logs. Empty when no answer came. */
  readonly requestId: string;
  /** The HTTP status; null when no answer came. */
  readonly status: number | null;

  constructor(detail: Detail, options?: ErrorOptions) {
    super(detail.message, options);
    this.type = detail.type;
    this.code = detail.code;
    this.param = detail.param;
    this.requestId = detail.request_id;
    this.status = detail.status;
  }

  /** The same call may succeed later, unchanged. */
  get retryable(): boolean {
    return this.type === 'unavailable' || this.type === 'rate_limited';
  }
}

/** A refusal, from its problem body; something in between (a proxy's HTML page) is told by its status alone. */
export async function errorFromResponse(response: Response): Promise<ApiError> {
  const text = await response.text();
  const problem = problemSchema.safeParse(parseJson(text));
  if (problem.success) return new ApiError({ ...problem.data.error, status: response.status });
  return unexpectedAnswer(response, `The API answered ${response.status} without saying why. Try again in a moment.`);
}

export const unexpectedAnswer = (response: Response, message: string, cause?: unknown): ApiError =>
  new ApiError(
    {
      type: typeOfStatus(response.status),
      code: 'unexpected_answer',
      message,
      param: null,
      request_id: response.headers.get('request-id') ?? '',
      status: response.status,
    },
    { cause },
  );

export const noAnswer = (code: 'unreachable' | 'timeout', message: string, cause?: unknown): ApiError =>
  new ApiError({ type: 'unavailable', code, message, param: null, request_id: '', status: null }, { cause });

function typeOfStatus(status: number): ProblemType {
  const known = Object.entries(PROBLEM_TYPES).find(([, code]) => code === status);
  if (known) return known[0] as ProblemType;
  return status === 502 || status === 504 ? 'unavailable' : 'internal';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
