/** Where the queue and the live hints are: on Redis when its address is given, else on the engine's Postgres. */
export const queueChoice = (env: { REDIS_URL?: string | undefined; DATABASE_ENGINE_URL: string }) =>
  env.REDIS_URL
    ? ({ kind: 'redis', url: env.REDIS_URL } as const)
    : ({ kind: 'postgres', url: env.DATABASE_ENGINE_URL } as const);
