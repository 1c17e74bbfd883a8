'use client';

import type { api } from '../../../../api/client.ts';
import { Button } from '../../../../components/button.tsx';
import { CodeBox } from '../../../../components/code-box.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Notice } from '../../../../components/notice.tsx';
import { tryIt } from '../../../../view/keys.ts';

type Made = Awaited<ReturnType<typeof api.createApiKey>>;
type ShowSecretProps = { answer: Made; onClose: () => void };

export const ShowSecret = ({ answer, onClose }: ShowSecretProps) => (
  <Dialog title={`${answer.name} is made`} onClose={onClose}>
    {answer.secret === null ? (
      <Notice tone="warn" title="Its secret was lost on the way.">
        The key was made, but the answer that carried its secret did not arrive. Revoke it and make another one.
      </Notice>
    ) : (
      <Secret secret={answer.secret} scopes={answer.scopes} />
    )}
    <DialogActions>
      <Button kind="primary" onClick={onClose}>
        {answer.secret === null ? 'Close' : 'I have kept it'}
      </Button>
    </DialogActions>
  </Dialog>
);

function Secret({ secret, scopes }: { secret: string; scopes: Made['scopes'] }) {
  const call = tryIt(location.origin, secret, scopes);
  return (
    <>
      <Notice tone="warn" title="Copy the secret now: it is shown this once, and we keep no copy." />
      <CodeBox label="Secret" copy="Copy the secret" text={secret} secret />
      {call && <CodeBox label="Try it" copy="Copy the call" text={call} />}
    </>
  );
}
