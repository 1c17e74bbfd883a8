/** The levels of the house: a file imports only from lower ones. `docs/architecture.md` draws it. */
const LEVELS = {
  'packages/shared': 0,
  'packages/telemetry': 1,
  'packages/db': 1,
  'packages/queue': 2,
  'packages/channels': 2,
  'packages/service': 2,
  'packages/core': 3,
  'packages/agent': 4,
  'apps/api': 6,
  'apps/worker': 6,
  'apps/slackbot': 6,
  'apps/web': 6,
};

/** Clients and parts that stand beside the levels, with all they may import of ours. */
const BESIDE = {
  'packages/sdk': ['packages/shared'],
  'packages/widget': ['packages/shared'],
};

/** Development only: never in an image, never imported by an app or a package's own code. */
const DEV = ['packages/testkit', 'packages/launcher', 'tests', 'scripts', 'bench', 'tools'];

/** `web` speaks HTTP to the api and nothing else. */
const WEB_MAY = ['packages/shared', 'packages/sdk', 'packages/telemetry', 'packages/service'];

const at = (folder) => `^${folder}/`;
const anyOf = (folders) => `^(${folders.join('|')})/`;
const TEST_FILES = '(\\.test\\.tsx?$|/testing/|^tests/)';

const levelRules = Object.entries(LEVELS).map(([folder, level]) => {
  const notBelow = Object.keys(LEVELS).filter((other) => other !== folder && LEVELS[other] >= level);
  // Telemetry and db stand on one level and do not know each other; so do queue, channels and service.
  return {
    name: `${folder} imports only from lower levels`,
    severity: 'error',
    from: { path: at(folder), pathNot: TEST_FILES },
    to: { path: anyOf(notBelow) },
  };
});

const besideRules = Object.entries(BESIDE).map(([folder, may]) => ({
  name: `${folder} imports only ${may.join(', ')}`,
  severity: 'error',
  from: { path: at(folder), pathNot: TEST_FILES },
  to: { path: '^(packages|apps)/', pathNot: anyOf([folder, ...may]) },
}));

export const forbidden = [
  ...levelRules,
  ...besideRules,
  {
    name: 'no import cycles',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'development code stays out of the product',
    severity: 'error',
    from: { path: '^(packages|apps)/', pathNot: `${TEST_FILES}|${anyOf(DEV)}` },
    to: { path: anyOf(DEV) },
  },
  {
    name: 'only core imports the statements of the turn path',
    severity: 'error',
    from: { path: '^(packages|apps)/', pathNot: `^packages/(db|core)/|${TEST_FILES}` },
    to: { path: '^packages/db/src/hot/' },
  },
  {
    name: 'web is a client of the public API',
    severity: 'error',
    from: { path: '^apps/web/' },
    to: { path: '^(packages|apps)/', pathNot: anyOf(['apps/web', ...WEB_MAY]) },
  },
  {
    name: 'the agent knows neither queue, web server nor ORM',
    severity: 'error',
    from: { path: '^packages/agent/', pathNot: TEST_FILES },
    to: { path: 'node_modules/(bullmq|express|@prisma|pg)/' },
  },
  {
    name: 'channels know no database',
    severity: 'error',
    from: { path: '^packages/channels/', pathNot: TEST_FILES },
    to: { path: '^packages/db/' },
  },
  {
    name: 'shared and policy do no IO',
    severity: 'error',
    from: { path: '^packages/(shared|policy)/', pathNot: TEST_FILES },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'every import can be found',
    severity: 'error',
    from: { path: '^(packages|apps)/' },
    to: { couldNotResolve: true, pathNot: '^(server-only|client-only)$' },
  },
];

/** Every package and app has its place here, or its imports would be bound by nothing. */
export const placed = new Set([...Object.keys(LEVELS), ...Object.keys(BESIDE), ...DEV]);
