'use client';

import type { ApiError } from '@parley/sdk/api-error';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { failureTitle } from '../view/failure.ts';
import { toasts } from '../view/toasts.ts';
import { isSurprise } from './is-surprise.ts';

export type Change<Given, Answer> = {
  run: (given: Given) => void;
  pending: boolean;
  failure: ApiError | null;
  answer: Answer | undefined;
  reset: () => void;
};

export type ChangeOptions<Given, Answer> = {
  /** The lists that are not right any more, by the first part of their keys. */
  makesOld?: readonly string[];
  /** What is told when it is done, where the page itself does not say it. */
  says?: (answer: Answer, given: Given) => string;
  /** There is no form or row beside which a failure could be shown. */
  failsAloud?: true;
  onDone?: (answer: Answer) => unknown;
};

/** One call that changes something. Pending until what it made old has been read again: nobody acts on the old. */
export function useChange<Given, Answer>(
  call: (given: Given) => Promise<Answer>,
  { makesOld = [], says, failsAloud, onDone }: ChangeOptions<Given, Answer> = {},
): Change<Given, Answer> {
  const client = useQueryClient();
  const { mutate, isPending, error, data, reset } = useMutation({
    mutationFn: call,
    throwOnError: isSurprise,
    onSuccess: async (answer, given) => {
      await Promise.all(makesOld.map((key) => client.invalidateQueries({ queryKey: [key] })));
      if (says) toasts.say('good', says(answer, given));
      await onDone?.(answer);
    },
    onError: (failure) => {
      if (failsAloud && !isSurprise(failure)) toasts.say('bad', failureTitle(failure as ApiError));
    },
  });
  return { run: mutate, pending: isPending, failure: error as ApiError | null, answer: data, reset };
}
