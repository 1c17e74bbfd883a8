'use client';

import type { ChannelView } from '@parley/shared/contract/channels';
import { useState } from 'react';
import { api } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { State } from '../../../../../components/badge.tsx';
import { Button } from '../../../../../components/button.tsx';
import { CodeBox } from '../../../../../components/code-box.tsx';
import { Confirm } from '../../../../../components/confirm.tsx';
import { Day } from '../../../../../components/day.tsx';
import { Dialog, DialogActions } from '../../../../../components/dialog.tsx';
import { Notice } from '../../../../../components/notice.tsx';
import { Section } from '../../../../../components/section.tsx';
import { identityScript } from '../../../../../view/channels.ts';
import { useOnceKey } from '../../../../../view/use-once-key.ts';

type IdentityProps = { id: string; webChat: NonNullable<ChannelView['web_chat']>; mayManage: boolean };

const OLD = ['channel', 'channels'];

/** That a site can say who its visitors are, and with what it signs that. */
export function Identity({ id, webChat, mayManage }: IdentityProps) {
  const [asking, setAsking] = useState<'make' | 'drop' | null>(null);
  const since = webChat.identity_secret_set_at;
  const close = () => setAsking(null);
  const actions = mayManage && (
    <div className="flex flex-wrap gap-2">
      <Button onClick={() => setAsking('make')}>{since ? 'New secret' : 'Make a secret'}</Button>
      {since && <Button onClick={() => setAsking('drop')}>Switch off</Button>}
    </div>
  );
  return (
    <Section title="Visitors who are signed in" aside={actions}>
      <div className="flex flex-col gap-4">
        <p>
          {since ? (
            <State tone="good">
              Known since <Day at={since} />
            </State>
          ) : (
            <State tone="muted">Everybody is anonymous</State>
          )}
        </p>
        <p className="max-w-[70ch] text-muted">
          Your server signs who the visitor is, and the chat takes it along: they are then one contact in every browser,
          and with the number that you have seen is theirs. What your server signs is a JWT (HS256) with{' '}
          <code className="font-mono">sub</code>, your id of the user; <code className="font-mono">aud</code>, this
          channel’s id; <code className="font-mono">exp</code>, an hour ahead at most; and, if you like,{' '}
          <code className="font-mono">name</code>, <code className="font-mono">email</code>,{' '}
          <code className="font-mono">phone_number</code> and <code className="font-mono">phone_number_verified</code>.
        </p>
        <CodeBox label="Script of a signed-in visitor" copy="Copy the script" text={identityScript(webChat.script)} />
      </div>
      {asking === 'make' && <MakeSecret id={id} isFirst={since === null} onClose={close} />}
      {asking === 'drop' && <DropSecret id={id} onClose={close} />}
    </Section>
  );
}

type Asked = { id: string; onClose: () => void };

function MakeSecret({ id, isFirst, onClose }: Asked & { isFirst: boolean }) {
  const once = useOnceKey();
  const { run, pending, failure, answer } = useChange(
    () => {
      const headers = { 'idempotency-key': once.for(id).key };
      return api.makeIdentitySecret({ headers, params: { id } });
    },
    { makesOld: OLD },
  );
  if (answer) return <ShowSecret secret={answer.secret} onClose={onClose} />;
  return (
    <Confirm
      title={isFirst ? 'Make a secret for your site?' : 'Make a new secret?'}
      action={pending ? 'Making…' : 'Make the secret'}
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      {isFirst
        ? 'Whoever holds it can say who a visitor is. Keep it on your server, never in a page.'
        : 'For 24 hours both are taken, so that your site can change over. A secret from before the present one stops at once.'}
    </Confirm>
  );
}

const ShowSecret = ({ secret, onClose }: { secret: string | null; onClose: () => void }) => (
  <Dialog title="The secret" onClose={onClose}>
    {secret === null ? (
      <Notice tone="warn" title="The secret was lost on the way.">
        The answer that carried it did not arrive. Make a new one.
      </Notice>
    ) : (
      <>
        <Notice tone="warn" title="Copy the secret now: it is shown this once." />
        <CodeBox label="Identity secret" copy="Copy the secret" text={secret} secret />
      </>
    )}
    <DialogActions>
      <Button kind="primary" onClick={onClose}>
        {secret === null ? 'Close' : 'I have kept it'}
      </Button>
    </DialogActions>
  </Dialog>
);

function DropSecret({ id, onClose }: Asked) {
  const { run, pending, failure } = useChange(() => api.dropIdentitySecret({ params: { id } }), {
    makesOld: OLD,
    says: () => 'Visitors are anonymous from now on.',
    onDone: onClose,
  });
  return (
    <Confirm
      title="Believe the site no more?"
      action="Switch off"
      pending={pending}
      failure={failure}
      onConfirm={() => run(undefined)}
      onClose={onClose}
    >
      Both secrets stop at once: who opens the chat from now on is anonymous. Who is known already stays known.
    </Confirm>
  );
}
