import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { withClient } from '@parley/db/postgres/with-client';
import { deriveKey } from '@parley/service/derive-key';
import { createOrganisation } from '@parley/shared/contract/organisations';
import { makeId } from '@parley/shared/ids';
import { z } from 'zod';
import { heldOrganisations } from '../database/held-organisations.ts';
import { prepareSchema } from '../database/prepare-schema.ts';
import { configuredRoleUrls, madeRoleUrls, type RoleUrls } from '../database/role-urls.ts';
import { withDatabase } from '../database/with-database.ts';
import { decideMode } from '../environment/decide-mode.ts';
import { readEnvironment } from '../environment/environment.ts';
import { modeFactsOf } from '../environment/mode-facts.ts';
import { pathsOf, repoRoot } from '../installation/paths.ts';
import { installationSecrets } from '../installation/secrets.ts';
import { Refusal } from '../refusal.ts';

const USAGE =
  'pnpm owner:create --email ada@example.com --name Ada --organisation "Quay Clinic" [--time-zone Europe/London]';

const organisationShape = createOrganisation.body.shape;
const optionsShape = z.object({
  email: z.email().max(254),
  name: organisationShape.name,
  organisation: organisationShape.name,
  'time-zone': organisationShape.time_zone.default('UTC'),
});
type Options = z.infer<typeof optionsShape>;

/** `pnpm owner:create`: a first person and their organisation, without a letter. The password is shown this once. */
export async function main(args: string[]): Promise<number> {
  const options = optionsOf(args);
  const paths = pathsOf(repoRoot);
  const environment = readEnvironment(repoRoot);
  const { rolePasswords, parleySecret } = installationSecrets(paths.secrets);
  const password = randomBytes(12).toString('base64url');
  await withDatabase(environment, paths, async (ownerUrl) => {
    const configured = configuredRoleUrls(environment);
    await prepareSchema({ ownerUrl, passwords: configured ? null : rolePasswords, say: () => {} });
    const roleUrls = configured ?? madeRoleUrls(ownerUrl, rolePasswords);
    const { mode, refusals } = decideMode(modeFactsOf(environment, await heldOrganisations(roleUrls.parley_engine)));
    if (mode === 'demo')
      throw new Refusal('This is demo mode, which has an owner: the start box says whom to sign in as.');
    if (refusals.length > 0) throw new Refusal(refusals.join('\n'));
    await makeOwner(roleUrls, environment.read('PARLEY_SECRET') ?? parleySecret, { ...options, password });
  });
  console.log(
    `${options.name} owns ${options.organisation}. Sign in as ${options.email} with this password, then change it:`,
  );
  console.log(password);
  return 0;
}

async function makeOwner(roleUrls: RoleUrls, secret: string, owner: Options & { password: string }): Promise<void> {
  const { createAppDb } = await import('@parley/db/client');
  const { createOwner } = await import('@parley/core/people/create-owner');
  const now = () => new Date();
  const db = createAppDb({ url: roleUrls.parley_app, maxConnections: 1, name: 'parley-owner' });
  const auditKey = deriveKey(secret, 'parley/audit');
  const newId = (kind: Parameters<typeof makeId>[0]) => makeId(kind, now(), randomBytes);
  // Nobody looks at the pages of an organisation that is only now made.
  const ctx = { db, now, newId, auditKey, live: () => {} };
  try {
    await withClient(roleUrls.parley_auth, (lookup) =>
      createOwner(ctx, lookup, { ...owner, timeZone: owner['time-zone'] }),
    );
  } finally {
    await db.close();
  }
}

function optionsOf(args: string[]): Options {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ args, options: { email: text, name: text, organisation: text, 'time-zone': text } });
    const { success, data, error } = optionsShape.safeParse(values);
    if (success) return data;
    const [issue] = error.issues;
    throw new Refusal(`--${issue?.path.join('.')}: ${issue?.message}. Usage: ${USAGE}`);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${(error as Error).message} Usage: ${USAGE}`);
  }
}
