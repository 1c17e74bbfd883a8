import type { Reader } from '@parley/core/notifications/list-notifications';
import type { UserCaller } from '../../http/who.ts';

/**
 * Whose notifications these are. Rows end with the membership, so whoever was removed reads none; and in no organisation
 * row-level security shows nothing.
 */
export const readerOf = ({ user }: UserCaller): Reader => ({ orgId: user.activeOrgId ?? '', userId: user.id });
