import { claimsAnAction } from './claims.ts';
import { leadsElsewhere } from './links.ts';
import { revealsPersonalData } from './personal-data.ts';
import { looksSecret } from './secrets.ts';

/** What a draft is held against: everything said here and told by tools, and the hosts of the business. */
export type Grounds = { known: () => string; ownHosts: () => ReadonlySet<string> };

export type DraftVerdict = 'fine' | 'secret' | 'personal_data' | 'link' | 'claim';

/**
 * The cheap checks that a draft passes before anybody reads it. They may err on the side of silence: the settled answer
 * decides, and comes anyway.
 */
export function judgeDraft(text: string, grounds: Grounds): DraftVerdict {
  if (looksSecret(text)) return 'secret';
  if (leadsElsewhere(text, grounds.ownHosts())) return 'link';
  if (revealsPersonalData(text, grounds.known)) return 'personal_data';
  return claimsAnAction(text) ? 'claim' : 'fine';
}
