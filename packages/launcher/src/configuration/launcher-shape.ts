import { type EnvShape, portSchema, postgresUrlSchema, variable } from '@parley/shared/env';

/** What only the launcher and the database commands read. They take it as it is: `pnpm run doctor` checks it against this. */
export const launcherShape = {
  DATABASE_URL: variable(postgresUrlSchema.optional(), {
    doc: 'Your own Postgres (15 or newer) as its owner, for migrations and roles. Left out: an embedded one, in .parley.',
    example: 'postgresql://owner:…@db.internal:5432/parley',
    secret: true,
  }),
  STREET_PORT: variable(portSchema.default(4400), {
    doc: 'The port of the street: in demo mode, the chat page and everything outside that is faked.',
    example: '4400',
  }),
  STREET_SMTP_PORT: variable(portSchema.default(4425), {
    doc: 'Where the street takes mail, in demo mode.',
    example: '4425',
  }),
} satisfies EnvShape;
