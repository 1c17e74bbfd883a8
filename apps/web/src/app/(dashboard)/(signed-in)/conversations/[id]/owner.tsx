'use client';

import type { Conversation } from '@parley/shared/contract/conversations';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { State } from '../../../../../components/badge.tsx';
import { Button, Submit } from '../../../../../components/button.tsx';
import { Confirm } from '../../../../../components/confirm.tsx';
import { Dialog, DialogActions } from '../../../../../components/dialog.tsx';
import { Failure } from '../../../../../components/failure.tsx';
import { Form, Text } from '../../../../../components/form.tsx';
import { Notice } from '../../../../../components/notice.tsx';
import { useSession } from '../../../../../components/signed-in.tsx';
import { conversationState, ownerWords } from '../../../../../view/conversations.ts';
import { AskForNumber } from './ask-for-number.tsx';

const OLD = ['conversation', 'conversations', 'lines'];

type Shown = { conversation: Conversation };

/** Who answers, and the buttons that change it. */
export function Owner({ conversation }: Shown) {
  const { may, userId } = useSession();
  const { tone, word } = conversationState(conversation);
  // That a person answers is told already, by their name.
  const isSaid = conversation.owner.user_id !== null && tone !== 'bad';
  const taker = useTakenFromMe(conversation);
  return (
    <>
      {taker && (
        <div role="alert">
          <Notice tone="warn" title={`${taker} has taken this conversation over from you.`}>
            What you wrote and had not sent is kept below.
          </Notice>
        </div>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-border bg-surface px-4 py-3 shadow-card">
        <p role="status" className="min-w-0">
          <span className="font-medium">{answersWords(conversation, userId)}</span>
          {!isSaid && (
            <span className="ml-3">
              <State tone={tone}>{word}</State>
            </span>
          )}
        </p>
        {conversation.dead > 0 && may('operations.read') && (
          <Link href="/dead-letters" className="text-accent underline-offset-4 hover:underline">
            Dead letters
          </Link>
        )}
        {may('conversations.answer') && <Buttons conversation={conversation} />}
      </div>
    </>
  );
}

function answersWords(conversation: Conversation, me: string): string {
  const who = ownerWords(conversation, me);
  return who === 'You' ? 'You answer' : `${who} answers`;
}

/** The name of whoever took over what I had; a hand-back of mine is no surprise. */
function useTakenFromMe({ owner }: Conversation): string | null {
  const { userId } = useSession();
  const before = useRef(owner.user_id);
  const [taker, setTaker] = useState<string | null>(null);
  useEffect(() => {
    const was = before.current;
    before.current = owner.user_id;
    if (owner.user_id === userId) setTaker(null);
    else if (was === userId && owner.user_id !== null) setTaker(owner.name ?? 'Somebody');
  }, [owner, userId]);
  return taker;
}

function Buttons({ conversation }: Shown) {
  const { userId } = useSession();
  const [asked, setAsked] = useState<'take' | 'return' | null>(null);
  const { owner } = conversation;
  const others = owner.kind === 'person' && owner.user_id !== null && owner.user_id !== userId;
  return (
    <div className="flex flex-wrap gap-2">
      {others ? (
        <Button onClick={() => setAsked('take')}>Take over</Button>
      ) : (
        owner.user_id !== userId && <TakeOver conversation={conversation} />
      )}
      {conversation.channel.kind === 'web_chat' && <AskForNumber id={conversation.id} />}
      {owner.kind === 'person' && (
        <Button onClick={() => setAsked('return')}>Give back to {conversation.agent.name}</Button>
      )}
      {asked === 'take' && <TakeFromOther conversation={conversation} onClose={() => setAsked(null)} />}
      {asked === 'return' && <GiveBack conversation={conversation} onClose={() => setAsked(null)} />}
    </div>
  );
}

function TakeOver({ conversation: { id } }: Shown) {
  const { run, pending } = useChange(() => api.takeOverConversation({ params: { id } }), {
    makesOld: OLD,
    says: () => 'The conversation is yours. The agent is silent.',
    failsAloud: true,
  });
  return (
    <Button kind="primary" onClick={() => run(undefined)} disabled={pending}>
      {pending ? 'Taking over…' : 'Take over'}
    </Button>
  );
}

type Asked = Shown & { onClose: () => void };

function TakeFromOther({ conversation: { id, owner }, onClose }: Asked) {
  const who = owner.name ?? 'Somebody who has left';
  const { run, pending, failure } = useChange(() => api.takeOverConversation({ params: { id } }), {
    makesOld: OLD,
    says: () => 'The conversation is yours.',
    onDone: onClose,
  });
  return (
    <Confirm
      title={`Take it from ${who}?`}
      action={pending ? 'Taking over…' : 'Take over'}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      {who} answers this conversation. From now on you do; they see it at once, and what they are writing is not sent.
    </Confirm>
  );
}

function GiveBack({ conversation: { id, agent }, onClose }: Asked) {
  const { run, pending, failure } = useChange(
    (note: string | null) => api.giveBackConversation({ params: { id }, body: { note } }),
    { makesOld: OLD, says: () => `${agent.name} answers again, from the next message on.`, onDone: onClose },
  );
  return (
    <Dialog title={`Give it back to ${agent.name}`} onClose={onClose}>
      <Form onSubmit={(values) => run(values.text('note') || null)}>
        <Text
          name="note"
          label="Note to the agent"
          hint="What it should know besides what was said here. The customer does not see it. It may be left empty."
          maxLength={1_000}
          dir="auto"
        />
        <Failure failure={failure} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Submit pending={pending}>{pending ? 'Giving back…' : 'Give back'}</Submit>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
