import type { ProblemType } from './contract/problem.ts';

/** An expected failure, with what the caller needs to know. Each door translates it once. */
export class ParleyError extends Error {
  readonly type: ProblemType;
  readonly code: string;
  readonly param: string | null;
  readonly retryable: boolean;

  constructor(
    type: ProblemType,
    code: string,
    message: string,
    options: { param?: string; retryable?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ParleyError';
    this.type = type;
    this.code = code;
    this.param = options.param ?? null;
    this.retryable = options.retryable ?? type === 'unavailable';
  }
}
