import type { z } from 'zod';
import type { MemberPermission } from '../roles.ts';

/**
 * Who may call an endpoint. `public` ones form a short list that a test asserts by name; `visitor` is the person behind a
 * web-chat token; `carrier` is a network that signs the whole request, told by the route itself; `user` is anyone who has signed in, in no organisation in particular; the rest is a member or a key of
 * the organisation that the call works in, with that permission.
 */
export type Permission = 'public' | 'visitor' | 'carrier' | 'user' | MemberPermission;

export type Endpoint = {
  id: string;
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Express style: `/v1/runs/:id`. */
  path: `/${string}`;
  summary: string;
  tag: string;
  permission: Permission;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Larger than others: a picture. */
  bodyLimitKb?: number;
  /** Called by a system for all its customers: one caller may use up what its organisation has. */
  brisk?: true;
  /** Tries a password or a code, or sends a letter to whoever is named: few a minute for one account. */
  guarded?: true;
  /**
   * Every POST of a member or a key takes an `Idempotency-Key`. `required`: only with one, because a second call would have
   * a second effect. `unstored`: fields of the answer that are never kept, and null in a replay.
   */
  idempotency?: { required?: true; unstored?: readonly string[] };
  /** The success answers, by status; errors are the same for all (`contract/problem.ts`). `null`: no JSON body. */
  responses: Record<number, { description: string; body: z.ZodType | null; contentType?: string }>;
};

export const defineEndpoint = <const E extends Endpoint>(endpoint: E): E => endpoint;

const OF_NO_ORGANISATION: readonly Permission[] = ['public', 'visitor', 'carrier', 'user'];

/** Keys are kept with the organisation's own rows, so a call that works in none takes none. */
export const takesIdempotencyKey = ({ method, permission }: Endpoint): boolean =>
  method === 'post' && !OF_NO_ORGANISATION.includes(permission);
