import pg from 'pg';

/** Every `org_id = $1` of a statement, in Prisma's spelling and in ours; and the organisation's own id in its own table. */
const FILTERS = [
  /(?:"public"\.)?"\w+"\."org_id" = (\$\d+)/g,
  /\b(?:\w+\.)?org_id = (\$\d+)/g,
  /"public"\."organisation"\."id" = (\$\d+)/g,
];

/** What our code asks of an organisation is no longer asked: whatever is still kept apart, Postgres keeps apart. */
export function withoutFilter(sql: string): string {
  // A new row's own organisation is no filter; without a condition there is none.
  const from = sql.search(/\bwhere\b/i);
  if (from === -1 || /^\s*insert\b/i.test(sql)) return sql;
  return FILTERS.reduce((text, filter) => text.replace(filter, '$1::text is not null'), sql);
}

export type Unfiltered = { Client: typeof pg.Client; taken: () => number };

/** Connections that take the filter off, and count how often they did. */
export function unfilteredClient(): Unfiltered {
  let taken = 0;
  class UnfilteredClient extends pg.Client {
    // biome-ignore lint/suspicious/noExplicitAny: pg's `query` has nine shapes, and all go through here.
    override query(this: any, first: any, ...rest: any[]): any {
      const text = typeof first === 'string' ? first : first?.text;
      if (typeof text !== 'string') return super.query(first, ...rest);
      const stripped = withoutFilter(text);
      if (stripped !== text) taken += 1;
      // Under its old name Postgres would go on with the plan of the old text.
      const asked = typeof first === 'string' ? stripped : Object.assign(first, { text: stripped, name: undefined });
      return super.query(asked, ...rest);
    }
  }
  return { Client: UnfilteredClient, taken: () => taken };
}
