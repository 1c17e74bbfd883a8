import type { As } from '@parley/core/acting';
import type { MemberPermission, Role } from '@parley/shared/roles';

/** Someone who has signed in, and the session that says so. */
export type SignedIn = {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  twoFactor: boolean;
  sessionId: string;
  activeOrgId: string | null;
};

/** A person, in no organisation in particular. */
export type UserCaller = { user: SignedIn; requestId: string; address: string | null };

/** A member or a key, in the one organisation that this call works in. A key has scopes and no role. */
export type MemberCaller = {
  as: As;
  role: Role | null;
  via: 'session' | 'api_key';
  may: (permission: MemberPermission) => boolean;
};
