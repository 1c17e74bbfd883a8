'use client';

import type { WebhookEventKind } from '@parley/shared/events';
import type { Webhook } from '../../../../api/client.ts';
import { Field, type Values } from '../../../../components/form.tsx';
import { EVENT_CHOICES, isEventKind } from '../../../../view/webhooks.ts';

export type WebhookGiven = { url: string; description: string; events: WebhookEventKind[] };

export const givenFrom = (values: Values): WebhookGiven => ({
  url: values.text('url'),
  description: values.text('description'),
  events: values.all('events').filter(isEventKind),
});

/** What an endpoint is, to be made and to be changed. */
export const WebhookFields = ({ webhook, noEvent }: { webhook?: Webhook; noEvent: boolean }) => (
  <>
    <Field
      name="url"
      type="url"
      label="Address"
      hint="On the public internet, with https://."
      placeholder="https://hooks.example.com/parley"
      defaultValue={webhook?.url}
      maxLength={2_048}
      autoComplete="off"
      spellCheck={false}
      required
    />
    <Field
      name="description"
      label="What it is for"
      defaultValue={webhook?.description}
      maxLength={200}
      autoComplete="off"
    />
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium">Is told when</legend>
      {EVENT_CHOICES.map(({ kind, title }) => (
        <label key={kind} className="flex gap-3">
          <input
            type="checkbox"
            name="events"
            value={kind}
            defaultChecked={webhook ? webhook.events.includes(kind) : true}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span>
            {title} <code className="font-mono text-muted text-xs">{kind}</code>
          </span>
        </label>
      ))}
      {noEvent && (
        <p role="alert" className="text-bad text-xs">
          Choose at least one.
        </p>
      )}
    </fieldset>
  </>
);
