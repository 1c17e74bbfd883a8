'use client';

import { ANSWER_TEXT_MAX, type Conversation } from '@parley/shared/contract/conversations';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { Submit } from '../../../../../components/button.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Form, Text } from '../../../../../components/form.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { keepDraft, keptDraft } from '../../../../../view/draft.ts';
import { createOnceKey, type OnceKey } from '../../../../../view/once-key.ts';

/** Where a person answers. What is written and not sent outlasts a reload, and a colleague's taking over. */
export function AnswerField({ conversation: { id, owner } }: { conversation: Conversation }) {
  const { userId, may } = useSession();
  const [draft, setDraft] = useDraft(userId, id);
  const { run, pending, failure } = useSend(id, () => setDraft(''));
  const mine = owner.user_id === userId;
  if (!may('conversations.answer') || (!mine && draft === '')) return null;
  const blank = draft.trim() === '';
  return (
    <Form label="Answer" onSubmit={() => !blank && run(draft)} className="flex flex-col gap-3">
      <Text
        name="text"
        label={mine ? 'Your answer' : 'What you had begun to write'}
        hint={mine ? 'Ctrl and Enter send it.' : 'Take the conversation over to send it.'}
        value={draft}
        maxLength={ANSWER_TEXT_MAX}
        readOnly={pending}
        dir="auto"
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit();
        }}
      />
      <Failure failure={failure} />
      <div className="flex justify-end">
        <Submit pending={pending} disabled={!mine || blank}>
          {pending ? 'Sending…' : 'Send'}
        </Submit>
      </div>
    </Form>
  );
}

/** Read once the page runs in the browser: the server knows no drafts. */
function useDraft(userId: string, id: string) {
  const [draft, setDraft] = useState('');
  useEffect(() => setDraft(keptDraft(userId, id)), [userId, id]);
  const keep = (text: string) => {
    setDraft(text);
    keepDraft(userId, id, text);
  };
  return [draft, keep] as const;
}

function useSend(id: string, onDone: () => void) {
  const once = useRef<OnceKey>(null);
  once.current ??= createOnceKey((size) => crypto.getRandomValues(new Uint8Array(size)), Date.now);
  return useChange(
    (text: string) => {
      const { key } = once.current?.for(text) ?? {};
      const headers = { 'idempotency-key': String(key) };
      return api.answerConversation({ params: { id }, headers, body: { text } });
    },
    {
      makesOld: ['lines', 'conversation', 'conversations'],
      onDone: () => {
        // The same words said again later are another answer.
        once.current = null;
        onDone();
      },
    },
  );
}
