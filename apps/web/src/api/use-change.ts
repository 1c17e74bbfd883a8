'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isSurprise } from './is-surprise.ts';

export type Change<Given, Answer> = {
  run: (given: Given) => void;
  pending: boolean;
  failure: ApiError | null;
  answer: Answer | undefined;
  reset: () => void;
};

export type ChangeOptions<Answer> = {
  /** The lists that are not right any more, by the first part of their keys. */
  makesOld?: readonly string[];
  onDone?: (answer: Answer) => unknown;
};

/** One call that changes something. Pending until what it made old has been read again: nobody acts on the old. */
export function useChange<Given, Answer>(
  call: (given: Given) => Promise<Answer>,
  { makesOld = [], onDone }: ChangeOptions<Answer> = {},
): Change<Given, Answer> {
  const client = useQueryClient();
  const { mutate, isPending, error, data, reset } = useMutation({
    mutationFn: call,
    throwOnError: isSurprise,
    onSuccess: async (answer) => {
      await Promise.all(makesOld.map((key) => client.invalidateQueries({ queryKey: [key] })));
      await onDone?.(answer);
    },
  });
  return { run: mutate, pending: isPending, failure: error as ApiError | null, answer: data, reset };
}
