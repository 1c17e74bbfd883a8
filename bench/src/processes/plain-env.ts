import { DEMO_IDS } from '@parley/core/demo/seed-demo';
import { CARRIER_TOKEN, type Installation } from '../installation.ts';

/** What the baseline's processes are told. */
export const plainEnv = ({ env, ownerUrl, orgId, channelId }: Installation): Record<string, string> => ({
  ...env,
  PLAIN_DATABASE_URL: ownerUrl,
  PLAIN_ORG: orgId,
  PLAIN_CHANNEL: channelId,
  PLAIN_NUMBER: DEMO_IDS.number,
  PLAIN_AGENT: DEMO_IDS.agent,
  PLAIN_TOKEN: CARRIER_TOKEN,
});
