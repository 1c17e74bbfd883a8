/** Every column that holds sealed texts: what is forgotten here is lost when an earlier key goes. */
export const SEALED_COLUMNS = [{ table: 'connection', column: 'secret' }] as const;
