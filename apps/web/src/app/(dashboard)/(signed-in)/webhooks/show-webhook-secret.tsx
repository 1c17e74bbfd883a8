'use client';

import { Button } from '../../../../components/button.tsx';
import { CodeBox } from '../../../../components/code-box.tsx';
import { Dialog, DialogActions } from '../../../../components/dialog.tsx';
import { Notice } from '../../../../components/notice.tsx';

type ShowWebhookSecretProps = { title: string; secret: string | null; onClose: () => void };

export const ShowWebhookSecret = ({ title, secret, onClose }: ShowWebhookSecretProps) => (
  <Dialog title={title} onClose={onClose}>
    {secret === null ? (
      <Notice tone="warn" title="Its secret was lost on the way.">
        The answer that carried it did not arrive. Make a new secret on the endpoint’s page.
      </Notice>
    ) : (
      <>
        <Notice tone="warn" title="Copy the signing secret now: it is shown this once." />
        <CodeBox label="Signing secret" copy="Copy the secret" text={secret} secret />
        <p className="text-muted">
          With it your system checks that a call is ours: <code className="font-mono">webhook-signature</code>, as{' '}
          <a href="https://www.standardwebhooks.com" target="_blank" rel="noreferrer" className="text-accent underline">
            Standard Webhooks
          </a>{' '}
          describes it. There are libraries for most languages.
        </p>
      </>
    )}
    <DialogActions>
      <Button kind="primary" onClick={onClose}>
        {secret === null ? 'Close' : 'I have kept it'}
      </Button>
    </DialogActions>
  </Dialog>
);
