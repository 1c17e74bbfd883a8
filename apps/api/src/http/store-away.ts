/** What sockets, Postgres and Prisma call "not there now": it goes away, starts, is full, or takes too long. */
const AWAY_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['57014', '57P01', '57P02', '57P03', '53300', '25006', '55000'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'P2039'],
]);

const CONNECTION_CLASS = /^08\d{3}$/;
const AWAY_WORDS =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|server has closed the connection|ConnectionClosed|not (yet )?accepting connections|the database system is/i;

const MAX_DEPTH = 5;

type Failure = {
  code?: unknown;
  originalCode?: unknown;
  kind?: unknown;
  message?: unknown;
  cause?: unknown;
  meta?: unknown;
};

/** The database does not answer, restarts or is full of connections: the caller should try again. */
export function isStoreAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MAX_DEPTH) return false;
  const { code, originalCode, kind, message, cause, meta } = error as Failure;
  const codes = [code, originalCode, kind].filter((one) => typeof one === 'string');
  if (codes.some((one) => AWAY_CODES.has(one) || CONNECTION_CLASS.test(one) || one === 'ConnectionClosed')) return true;
  if (typeof message === 'string' && AWAY_WORDS.test(message)) return true;
  // Prisma wraps what Postgres said: in the cause, or in the meta of its own error.
  return [cause, meta, (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError].some((inner) =>
    isStoreAway(inner, depth + 1),
  );
}
