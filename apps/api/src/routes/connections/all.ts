import type { Route } from '../../http/route.ts';
import { changeConnectionRoute } from './change-connection.ts';
import { createConnectionRoute } from './create-connection.ts';
import { deleteConnectionRoute } from './delete-connection.ts';
import { listConnectionsRoute } from './list-connections.ts';
import { readConnectionRoute } from './read-connection.ts';

export const connectionRoutes: readonly Route[] = [
  listConnectionsRoute,
  createConnectionRoute,
  readConnectionRoute,
  changeConnectionRoute,
  deleteConnectionRoute,
];
