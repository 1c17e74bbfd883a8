const SERVERS = ['api', 'worker', 'slackbot', 'street'] as const;
export type ServerName = (typeof SERVERS)[number];

/** Packages that not every server loads. */
const USERS: Record<string, readonly ServerName[]> = {
  testkit: ['street'],
  service: ['api', 'worker', 'slackbot'],
  widget: ['api'],
  agent: ['worker'],
  launcher: [],
  sdk: [],
};

/** The servers that have to start anew for a changed file, by its path below the root. */
export function touchedBy(path: string): readonly ServerName[] {
  const [, kind, name = ''] = /^(apps|packages)\/([^/]+)\/src\/.+\.(?:ts|tsx|json|css)$/.exec(path) ?? [];
  if (!kind || /\.test\.ts$|\/generated\//.test(path)) return [];
  if (kind === 'apps') return SERVERS.filter((server) => server === name);
  return USERS[name] ?? SERVERS;
}
