/** Embedded Postgres cannot run here. The message says why; the way out is the same everywhere. */
export class PostgresUnavailable extends Error {
  override name = 'PostgresUnavailable';

  constructor(why: string, options?: { cause?: unknown }) {
    super(
      `${why}\nTo use a Postgres of your own (15 or newer), set DATABASE_URL, for example postgresql://owner:password@127.0.0.1:5432/parley`,
      options,
    );
  }
}
