import type { Head } from '@parley/core/audit/examine-chain';
import { type ChainReport, verifyAudit } from '@parley/core/audit/verify';
import { organisationIds } from '@parley/db/audit/chain-facts';
import { withClient } from '@parley/db/postgres/with-client';
import { Refusal } from '../refusal.ts';
import { seconds } from '../terminal/seconds.ts';
import { chainLines, count } from './chain-lines.ts';

export type Verification = {
  /** As the engine, who sees the record of every organisation. */
  engineUrl: string;
  /** Null: the secret is not known here, so what is personal is not checked. */
  key: Uint8Array | null;
  orgId: string | null;
  expect: Head | null;
  say: (line: string) => void;
};

/** Verifies one organisation's record, or everyone's, and says what it found. Answers whether all is whole. */
export const verifyChains = ({ engineUrl, key, orgId, expect, say }: Verification): Promise<boolean> =>
  withClient(engineUrl, async (client) => {
    const began = performance.now();
    const all = await organisationIds(client);
    if (orgId !== null && !all.includes(orgId))
      throw new Refusal(`There is no organisation ${orgId} in this database.`);
    const reports: ChainReport[] = [];
    for (const id of orgId === null ? all : [orgId]) {
      const report = await verifyAudit(client, { orgId: id, key, expect });
      for (const line of chainLines(report)) say(line);
      reports.push(report);
    }
    if (key === null) say('PARLEY_SECRET is not known here: names and addresses in the record were not checked.');
    const entries = reports.reduce((sum, report) => sum + report.entries, 0);
    say(
      `${count(entries, 'entry', 'entries')} of ${count(reports.length, 'organisation')} read in ${seconds(performance.now() - began)}.`,
    );
    return reports.every(({ finding }) => finding === null);
  });
