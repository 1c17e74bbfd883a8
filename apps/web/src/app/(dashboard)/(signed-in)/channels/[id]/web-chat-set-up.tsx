import type { ChannelView } from '@parley/shared/contract/channels';
import { CodeBox } from '../../../../../components/code-box.tsx';
import { Notice } from '../../../../../components/notice.tsx';
import { Section } from '../../../../../components/section.tsx';

type WebChat = NonNullable<ChannelView['web_chat']>;

export const WebChatSetUp = ({ webChat }: { webChat: WebChat }) => (
  <>
    <Section title="On your site">
      <div className="flex flex-col gap-4">
        <p className="max-w-[70ch] text-muted">Put this line into each page that should show the chat.</p>
        <CodeBox label="Script" copy="Copy the script" text={webChat.script} />
      </div>
    </Section>
    <Section title="Sites that may show it">
      {webChat.allowed_origins.length === 0 ? (
        <Notice tone="warn" title="No site may show this chat yet.">
          Change the channel, and add the address of yours.
        </Notice>
      ) : (
        <ul className="flex flex-col gap-1">
          {webChat.allowed_origins.map((origin) => (
            <li key={origin} className="wrap-anywhere font-mono text-[13px]">
              {origin}
            </li>
          ))}
        </ul>
      )}
    </Section>
  </>
);
