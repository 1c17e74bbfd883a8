import { contract as promised } from '@parley/shared/contract/all';
import type { Endpoint } from '@parley/shared/contract/endpoint';
import type { IdKind } from '@parley/shared/ids';
import { MEMBER_PERMISSIONS, roleMay, scopesMay } from '@parley/shared/roles';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, gatherCallers, type House, newId, type Verdict, verdictOn } from './authorisation/callers.ts';
import { type Answer, ask, idFieldsOf } from './authorisation/requests.ts';
import { stored as storedIn } from './authorisation/stored.ts';
import { type Platform, startPlatform } from './platform.ts';

const contract: readonly Endpoint[] = promised;

let platform: Platform;
let callers: Caller[];
let foreign: House;
const asked = { calls: 0, since: performance.now() };

beforeAll(async () => {
  platform = await startPlatform({ workers: 0 });
  ({ callers, foreign } = await gatherCallers(platform));
});
afterAll(async () => {
  const seconds = ((performance.now() - asked.since) / 1_000).toFixed(1);
  console.log(
    `authorisation matrix: ${contract.length} routes, ${callers.length} callers, ${asked.calls} calls, ${seconds} s`,
  );
  await platform.stop();
});

const call = (...args: Parameters<typeof ask> extends [string, ...infer Rest] ? Rest : never): Promise<Answer> => {
  asked.calls += 1;
  return ask(platform.api.url, ...args);
};

const stored = (options?: Parameters<typeof storedIn>[1]) => storedIn(platform, options);

// Taking the record along is itself recorded, and nothing else is.
const RECORD = ['audit_entry', 'audit_detail', 'audit_unsealed'];
const TAKES_ALONG = new Set(['exportAudit', 'exportOrganisation']);
const aside = ({ id }: Endpoint) => ({ butFor: TAKES_ALONG.has(id) ? RECORD : [] });

const randomIds = (fields: Record<string, IdKind>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, kind]) => [name, newId(kind)]));

const verdictIn = ({ status }: Answer): Verdict | number =>
  status === 401
    ? 'unauthenticated'
    : status === 403
      ? 'forbidden'
      : status === 429 || status >= 500
        ? status
        : 'passes';

/** A body that no endpoint takes: who may not call is refused before it is read, and who may changes nothing. */
const IMPOSSIBLE = [] as const;

// Signing out has no body to get wrong: it would end the session that the next call needs, and refuses other pages.
const endsSession = ({ id }: Endpoint, { headers }: Caller) =>
  id === 'signOut' && (headers.Cookie !== undefined || headers.Origin !== undefined);

describe.each(contract.map((endpoint) => [`${endpoint.method.toUpperCase()} ${endpoint.path}`, endpoint] as const))(
  '%s',
  (_, endpoint) => {
    test('lets in whom its permission lets in, and nobody else; asking changes nothing', async () => {
      const before = await stored(aside(endpoint));
      const params = randomIds(idFieldsOf(endpoint.params));
      const answers = await Promise.all(
        callers
          .filter((caller) => !endsSession(endpoint, caller))
          .map(async (caller) => ({
            caller: caller.name,
            verdict: verdictIn(await call(endpoint, caller, { params, body: IMPOSSIBLE })),
            wanted: verdictOn(caller.standing, endpoint.permission),
          })),
      );
      expect(answers.filter(({ verdict, wanted }) => verdict !== wanted)).toEqual([]);
      expect(await stored(aside(endpoint))).toEqual(before);
    });

    if (endpoint.method === 'get') {
      test('HEAD is let in as GET is, and changes nothing', async () => {
        const before = await stored(aside(endpoint));
        const params = randomIds(idFieldsOf(endpoint.params));
        for (const caller of callers) {
          const [get, head] = [
            await call(endpoint, caller, { params }),
            await call(endpoint, caller, { params }, 'HEAD'),
          ];
          expect(head.status, caller.name).toBe(get.status);
        }
        expect(await stored(aside(endpoint))).toEqual(before);
      });
    } else if (!['public', 'visitor', 'carrier'].includes(endpoint.permission)) {
      test('a session on another page may not', async () => {
        const owner = callers.find(({ name }) => name === 'owner') as Caller;
        const params = randomIds(idFieldsOf(endpoint.params));
        const pages: Array<Record<string, string>> = [{}, { Origin: 'https://evil.example' }, { Origin: 'null' }];
        for (const page of pages) {
          const headers = { Cookie: owner.headers.Cookie ?? '', ...page };
          const { status } = await call(endpoint, { headers }, { params, body: IMPOSSIBLE });
          expect(status).toBe(403);
        }
      });
    }
  },
);

/** What an endpoint needs beside its ids, so that it gets as far as looking for them. */
const SPEC = { instructions: 'Answer.', greeting: 'Hello.', model: null, tools: [] };
const COMPLETED: Record<string, object> = {
  createAgent: { name: 'Agent', spec: SPEC },
  changeAgent: { name: 'Another name' },
  setAgentStatus: { status: 'paused' },
  saveAgentVersion: { spec: SPEC, expected_version: 1 },
  rollBackAgent: { to: 1, expected_version: 2 },
  changeMemberRole: { role: 'viewer' },
  changeConnection: { name: 'Another name' },
  renameTeam: { name: 'Another name' },
  replayWebhook: { since: '2026-01-01T00:00:00.000Z' },
  addWebChat: { name: 'Web chat' },
  addNumber: { name: 'Texts', number: '+15550100999' },
  sendTurn: { id: 'event', contact: { external_id: 'customer' }, text: 'Hello' },
  linkContact: { kind: 'sms', address: '+447700900999' },
  addApiChannel: { name: 'Own systems' },
  changeChannel: { name: 'Another name' },
  answerConversation: { text: 'Hello' },
  giveBackConversation: { note: null },
  startPhoneCheck: { phone: '+447700900999' },
  confirmPhoneCheck: { code: '000000' },
  replayRun: {},
  createTicket: { subject: 'Call back' },
  changeTicket: { status: 'in_progress' },
  commentOnTicket: { text: 'Called back' },
  changeService: { name: 'Another name' },
  changeResource: { name: 'Another name' },
  addClosure: { starts_on: '2026-08-01', ends_on: '2026-08-02' },
  bookAppointment: { service: 'Visit', date: '2026-08-01', time: '10:00' },
  rescheduleAppointment: { date: '2026-08-01', time: '10:00' },
  cancelAppointment: {},
  pushOrder: {
    ...{ number: '1042', status: 'paid', currency: 'GBP', paid: '10.00', placed_at: '2026-08-01T10:00:00Z' },
    items: [{ name: 'Brush', quantity: 1, unit_price: '10.00' }],
  },
  refundOrder: { reason: 'Broken' },
  discountOrder: { percent: 10, reason: 'Late' },
  declareTool: {
    ...{ name: 'look_up', description: 'Looks up', effect: 'read', method: 'GET' },
    ...{ url_template: 'https://x.example.com/', allowed_hosts: ['x.example.com'] },
    input: { type: 'object', properties: {} },
  },
  changeTool: { description: 'Looks it up' },
  createBudget: { period: 'month', limit_micros: 1_000_000 },
  changeBudget: { limit_micros: 2_000_000 },
  noteContactFact: { name: 'size', value: 'm' },
};

const named = contract
  .map((endpoint) => ({
    endpoint,
    params: idFieldsOf(endpoint.params),
    query: idFieldsOf(endpoint.query),
    body: idFieldsOf(endpoint.body),
  }))
  .filter(({ params, query, body }) => Object.keys({ ...params, ...query, ...body }).length > 0)
  .filter(({ endpoint }) => !['public', 'visitor', 'carrier'].includes(endpoint.permission));

test.each(named.map((one) => [one.endpoint.id, one] as const))(
  '%s answers alike for another organisation’s ids and for ids that never were',
  async (id, { endpoint, ...fields }) => {
    const before = await stored();
    const idsOf = (house: House) => (wanted: Record<string, IdKind>) =>
      Object.fromEntries(
        Object.entries(wanted).map(([name, kind]) => {
          const known = house.ids[kind];
          if (known === undefined) throw new Error(`give the houses of this test ${kind} to tell apart`);
          return [name, known];
        }),
      );
    const askWith = (ids: typeof randomIds) => {
      const body = endpoint.body && { ...ids(fields.body), ...COMPLETED[id] };
      return { params: ids(fields.params), query: ids(fields.query), body };
    };
    for (const caller of callers.filter(({ standing }) => verdictOn(standing, endpoint.permission) === 'passes')) {
      const [theirs, nobodys] = [
        await call(endpoint, caller, askWith(idsOf(foreign))),
        await call(endpoint, caller, askWith(randomIds)),
      ];
      expect(nobodys.status, `${caller.name}: ${JSON.stringify(nobodys.body)}`).not.toBe(400);
      expect(theirs, caller.name).toEqual(nobodys);
      // Or the two would be alike because nothing is looked for at all.
      if (endpoint.method !== 'get') expect(theirs.status, caller.name).toBeGreaterThanOrEqual(400);
    }
    expect(await stored()).toEqual(before);
  },
);

/** Said a second time, so that nobody loosens a permission in passing. */
const AGREED: Record<string, string> = {
  public: `openChatSession readStatus signUp signIn listSignInProviders beginProviderSignIn
    returnFromProvider finishProviderSignIn signOut getSession sendVerificationEmail verifyEmail requestPasswordReset
    resetPassword verifyTotp verifyBackupCode readLogo`,
  visitor: 'sendChatMessage listChatMessages followChat startChatPhoneCheck confirmChatPhoneCheck',
  user: `listSessions revokeSession changePassword enableTwoFactor generateBackupCodes disableTwoFactor readMe
    switchOrganisation createOrganisation leaveOrganisation acceptInvitation listNotifications countUnreadNotifications
    markNotificationRead markNotificationsRead listNotificationPreferences changeNotificationPreference`,
  'organisation.read': 'readOrganisation readPlan followChanges',
  'organisation.manage': 'changeLogo removeLogo changePlan switchFeature changeOrganisation',
  'members.read': 'listMembers listTeams',
  'members.manage': 'changeMemberRole removeMember listInvitations inviteMember revokeInvitation',
  'teams.manage': 'createTeam renameTeam deleteTeam addTeamMember removeTeamMember',
  'keys.manage': 'listApiKeys createApiKey revokeApiKey',
  'agents.read': 'listAgents readAgent listAgentVersions readAgentVersion compareAgentVersions listTools',
  'agents.pause': 'setAgentStatus',
  'agents.edit': 'changeAgent saveAgentVersion rollBackAgent',
  'agents.manage': 'createAgent',
  'turns.ingest': 'sendTurn readTurn followTurn',
  carrier: 'receiveSms reportSmsStatus',
  'connections.read': 'listConnections readConnection',
  'channels.read': 'listChannels readChannel',
  'channels.manage': `addWebChat addNumber addApiChannel changeChannel deleteChannel checkNumber
    makeIdentitySecret dropIdentitySecret`,
  'connections.manage': 'createConnection changeConnection deleteConnection',
  'webhooks.manage': `listWebhooks createWebhook readWebhook changeWebhook deleteWebhook rotateWebhookSecret
    testWebhook listWebhookDeliveries readWebhookDelivery replayWebhookDelivery replayWebhook`,
  'conversations.read': 'listConversations readConversation listConversationLines listTurnRuns',
  'runs.read': 'listRuns readRun readRunAt diffRuns',
  'runs.replay': 'replayRun',
  'conversations.answer': `takeOverConversation answerConversation giveBackConversation startPhoneCheck
    confirmPhoneCheck noteContactFact forgetContactFact`,
  'operations.read': `listTurns listDeadLetters readDeadLetter listTickets readTicket listIncidents readIncident
    readWorkload`,
  'operations.manage': `redriveDeadLetters createTicket changeTicket commentOnTicket closeTicket acknowledgeIncident
    resolveIncident`,
  'calendar.read': 'listServices listResources listClosures findAvailability listAppointments',
  'calendar.book': 'bookAppointment rescheduleAppointment cancelAppointment',
  'calendar.manage': 'createService changeService createResource changeResource addClosure removeClosure',
  'orders.read': 'listOrders readOrder',
  'orders.push': 'pushOrder',
  'orders.refund': 'refundOrder discountOrder',
  'tools.manage': 'declareTool changeTool removeTool',
  'costs.read': 'readCosts listBudgets listPrices',
  'costs.manage': 'createBudget changeBudget deleteBudget setPrice removePrice',
  'audit.read': 'listAudit exportAudit',
  'contacts.read': 'listContacts readContact listContactFacts',
  'contacts.link': 'linkContact unlinkContact',
  'data.manage': 'exportContact eraseContact exportOrganisation listErasures readErasure',
  'organisation.delete': 'eraseOrganisation callOffErasure',
};

test('each route asks for the permission that was agreed on', () => {
  const agreed = Object.entries(AGREED).flatMap(([permission, ids]) =>
    ids.split(/\s+/).map((id) => [id, permission] as const),
  );
  const asked = contract.map(({ id, permission }) => [id, permission]);
  expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(agreed));
});

test('a viewer and a reading key change nothing, and no key manages members, keys or other secrets', () => {
  for (const { id, method, permission } of contract) {
    const asked = MEMBER_PERMISSIONS.find((one) => one === permission);
    if (asked === undefined) continue;
    expect(method !== 'get' && (roleMay('viewer', asked) || scopesMay(['read'], asked)), id).toBe(false);
    const managesAccess = asked === 'members.manage' || asked === 'keys.manage' || asked === 'connections.manage';
    expect(managesAccess && scopesMay(['read', 'ingest:write', 'approvals:decide', 'admin'], asked), id).toBe(false);
  }
});
