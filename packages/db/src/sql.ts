/** Pieces of SQL with their values, for raw reads that are put together from conditions. */
export { Prisma } from './generated/prisma/client.ts';
