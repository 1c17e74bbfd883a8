/** Who works on the rows, each with what it needs and no more; what that is stands in the migrations. The owner only migrates. */
export const ROLE_NAMES = ['parley_app', 'parley_engine', 'parley_auth', 'parley_slackbot'] as const;

export type RoleName = (typeof ROLE_NAMES)[number];
