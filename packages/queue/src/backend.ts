/**
 * Where the doorbells hang. Connections per process:
 *
 *              rings (producer)   answers (consumer)           live
 *   Postgres   up to 2            up to 3, one of them LISTEN  1
 *   Redis      1                  2, one of them blocking      1, with listeners 2
 *
 * So an api holds 3 to Postgres, a worker that also rings 6. They must be direct connections, or through a pooler in
 * session mode: LISTEN and the search path belong to the session.
 */
export type QueueBackend = { kind: 'postgres'; url: string } | { kind: 'redis'; url: string };
