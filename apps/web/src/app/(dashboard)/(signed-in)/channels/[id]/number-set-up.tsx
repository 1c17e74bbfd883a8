'use client';

import type { ChannelView } from '@parley/shared/contract/channels';
import { api } from '../../../../../api/client.ts';
import { useChange } from '../../../../../api/use-change.ts';
import { State } from '../../../../../components/badge.tsx';
import { Button } from '../../../../../components/button.tsx';
import { CodeBox } from '../../../../../components/code-box.tsx';
import { Moment } from '../../../../../components/moment.tsx';
import { Notice } from '../../../../../components/notice.tsx';
import { Section } from '../../../../../components/section.tsx';
import { standingOf } from '../../../../../view/channels.ts';
import { formatMinute } from '../../../../../view/time.ts';

type Sms = NonNullable<ChannelView['sms']>;

export function NumberSetUp({ id, sms, mayCheck }: { id: string; sms: Sms; mayCheck: boolean }) {
  const { run, pending } = useChange(() => api.checkNumber({ params: { id } }), {
    makesOld: ['channel', 'channels'],
    failsAloud: true,
  });
  const standing = standingOf(sms.check);
  const check = mayCheck && (
    <Button onClick={() => run(undefined)} disabled={pending}>
      {pending ? 'Asking Twilio…' : 'Check with Twilio'}
    </Button>
  );
  return (
    <Section title="At Twilio" aside={check}>
      <div className="flex flex-col gap-4">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <State tone={standing.tone}>{standing.word}</State>
          {sms.check && (
            <span className="text-muted text-xs">
              asked <Moment at={sms.check.at}>{formatMinute(new Date(sms.check.at))}</Moment>
            </span>
          )}
        </p>
        {standing.toDo && standing.tone !== 'muted' && (
          <Notice tone={standing.tone === 'bad' ? 'bad' : 'warn'} title={standing.toDo} />
        )}
        <p className="max-w-[70ch] text-muted">
          In Twilio’s console, open the number, and under “Messaging configuration” let “A message comes in” call this
          address by HTTP POST. Every number of this account takes the same one.
        </p>
        <CodeBox label="A message comes in" copy="Copy the address" text={sms.inbound_url} />
        <p className="max-w-[70ch] text-muted text-xs">
          Delivery reports need no setting: each text that leaves names its own address.
        </p>
      </div>
    </Section>
  );
}
