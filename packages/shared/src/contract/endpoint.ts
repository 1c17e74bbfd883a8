import type { z } from 'zod';

/**
 * Who may call an endpoint. `public` ones form a short list that a test asserts by name;
 * `visitor` is the person behind a web-chat token.
 */
export type Permission = 'public' | 'visitor';

export type Endpoint = {
  id: string;
  method: 'get' | 'post';
  /** Express style: `/v1/runs/:id`. */
  path: `/${string}`;
  summary: string;
  tag: string;
  permission: Permission;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The success answers, by status; errors are the same for all (`contract/problem.ts`). `null`: no JSON body. */
  responses: Record<number, { description: string; body: z.ZodType | null; contentType?: string }>;
};

export const defineEndpoint = <const E extends Endpoint>(endpoint: E): E => endpoint;
