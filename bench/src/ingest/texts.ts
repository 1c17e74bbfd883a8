import { createHmac } from 'node:crypto';
import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import { DEMO_LINE } from '@parley/shared/demo-clinic';
import type pg from 'pg';
import { CARRIER_TOKEN, PUBLIC } from '../installation.ts';
import type { Posted } from '../turns/load.ts';

/** So many that hardly anybody texts twice within a burst's window: each text is a turn. */
const PHONES = 20_000;

const phone = (n: number): string => `+4479${String(10_000_000 + (n % PHONES))}`;

/** What the carrier posts about the text number n, signed as it signs. */
export function textOf(n: number, path: string): Posted {
  const params = {
    AccountSid: DEMO_LINE.accountSid,
    ApiVersion: '2010-04-01',
    Body: `When are you open on Saturday? (${n})`,
    From: phone(n),
    MessageSid: `SM${String(n).padStart(32, '0')}`,
    NumMedia: '0',
    NumSegments: '1',
    SmsStatus: 'received',
    To: DEMO_LINE.number,
  };
  const signed = Object.entries(params).map(([name, value]) => name + value);
  return {
    path,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', CARRIER_TOKEN)
        .update(PUBLIC + path + signed.join(''))
        .digest('base64'),
    },
    body: new URLSearchParams(params).toString(),
  };
}

/** These people have written before. */
export async function knowPhones(owner: pg.Pool): Promise<void> {
  await owner.query(
    `with phone as (select '+4479' || (10000000 + n) as address, 'cont_' || n as contact, 'conv_' || n as lane from generate_series(0, $1 - 1) n),
     contacts as (insert into contact (org_id, id, created_at) select $2, contact, now() from phone),
     points as (insert into contact_point (org_id, kind, address, contact_id, created_at) select $2, 'sms', address, contact, now() from phone)
     insert into conversation (org_id, id, channel_id, contact_id, agent_id, open_key, address, created_at, updated_at)
     select $2, lane, $3, contact, $4, $3 || ':' || contact, address, now(), now() from phone`,
    [PHONES, DEMO_IDS.organisation, DEMO_IDS.number, DEMO_IDS.agent],
  );
  await owner.query('vacuum analyze conversation, contact, contact_point');
}
