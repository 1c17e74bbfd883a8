/**
 * Whether the statement has stored something for a webhook: the triggers that do say so in a setting of their transaction. Read
 * beside a function's rows, all of which are there before the first is.
 */
export const TELLS = `coalesce(current_setting('parley.told', true), '') = 'on' as tells`;
