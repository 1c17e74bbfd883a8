import type { Route } from '../../http/route.ts';
import { eraseContactRoute } from '../contacts/erase-contact.ts';
import { exportContactRoute } from '../contacts/export-contact.ts';
import { forgetContactFactRoute } from '../contacts/forget-contact-fact.ts';
import { linkContactRoute } from '../contacts/link-contact.ts';
import { listContactFactsRoute } from '../contacts/list-contact-facts.ts';
import { listContactsRoute } from '../contacts/list-contacts.ts';
import { noteContactFactRoute } from '../contacts/note-contact-fact.ts';
import { readContactRoute } from '../contacts/read-contact.ts';
import { unlinkContactRoute } from '../contacts/unlink-contact.ts';
import { callOffErasureRoute } from './call-off-erasure.ts';
import { eraseOrganisationRoute } from './erase-organisation.ts';
import { exportOrganisationRoute } from './export-organisation.ts';
import { listErasuresRoute } from './list-erasures.ts';
import { readErasureRoute } from './read-erasure.ts';

/** Contacts, and what may be taken along or erased. */
export const dataRoutes: readonly Route[] = [
  listContactsRoute,
  readContactRoute,
  linkContactRoute,
  unlinkContactRoute,
  listContactFactsRoute,
  noteContactFactRoute,
  forgetContactFactRoute,
  exportContactRoute,
  eraseContactRoute,
  exportOrganisationRoute,
  eraseOrganisationRoute,
  callOffErasureRoute,
  listErasuresRoute,
  readErasureRoute,
];
