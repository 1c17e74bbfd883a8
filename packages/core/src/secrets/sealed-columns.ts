/** Every column that holds sealed texts: what is forgotten here is lost when an earlier key goes. */
export const SEALED_COLUMNS = [
  { table: 'connection', column: 'secret' },
  { table: 'webhook_endpoint', column: 'secret' },
  { table: 'webhook_endpoint', column: 'previous_secret' },
  { table: 'chat_identity', column: 'secret' },
  { table: 'chat_identity', column: 'previous_secret' },
] as const;
