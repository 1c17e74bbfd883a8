import { statement } from '../hot/statement.ts';
import type { Queryable } from '../pools.ts';

/** A code that this process may send, once: who takes it and dies has perhaps sent it. */
export type PhoneCodeClaim = {
  orgId: string;
  id: string;
  channelId: string;
  from: string;
  phone: string;
  name: string;
};

/** Nobody is written to who has said STOP to the number that would send it, nor once the code is good for nothing. */
const claim = statement<PhoneCodeClaim & { state: string }>(
  'claim_phone_codes',
  `with due as (
    select org_id, id from phone_check
    where due_at <= (select clock_now())
    order by due_at limit $1
    for update skip locked
  )
  update phone_check p
  set due_at = null, state = case when p.expires_at > (select clock_now()) and not exists (
      select from consent c where c.org_id = p.org_id and c.ours = ch.address and c.theirs = p.phone and c.state = 'out'
    ) then 'sending' else 'not_sent' end
  from due, channel ch, organisation o
  where p.org_id = due.org_id and p.id = due.id and ch.org_id = p.org_id and ch.id = p.channel_id and o.id = p.org_id
  returning p.org_id as "orgId", p.id, p.channel_id as "channelId", ch.address as "from", p.phone, o.name, p.state`,
);

export async function claimPhoneCodes(db: Queryable, limit: number): Promise<PhoneCodeClaim[]> {
  const rows = await claim(db, [limit]);
  return rows.filter(({ state }) => state === 'sending');
}

const end = statement<{ id: string }>(
  'end_phone_code',
  `update phone_check set state = $3,
    due_at = case when $3 = 'waiting' then clock_now() + $4 * interval '1 millisecond' end
  where org_id = $1 and id = $2 and state = 'sending' returning id`,
);

type Ending = { state: 'sent' | 'not_sent' | 'waiting'; afterMs: number };

export async function endPhoneCode(
  db: Queryable,
  { orgId, id }: Pick<PhoneCodeClaim, 'orgId' | 'id'>,
  { state, afterMs }: Ending,
): Promise<boolean> {
  return (await end(db, [orgId, id, state, afterMs])).length > 0;
}
