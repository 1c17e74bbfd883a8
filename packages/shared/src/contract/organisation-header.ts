/** The organisation that a page shows: a call that would work in another one is refused, and nothing is changed unseen. */
export const ORGANISATION_HEADER = 'Parley-Organisation';
