import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { roleSchema } from '../roles.ts';
import { defineEndpoint } from './endpoint.ts';
import { line } from './line.ts';

const name = line(80);
const timeZone = z
  .string()
  .max(64)
  .refine(
    (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
    'must be a time zone such as Europe/London',
  );

export const organisationSchema = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  time_zone: z.string(),
  locale: z.string(),
  industry: z.string().nullable(),
  region: z.string().nullable(),
  billing_email: z.string().nullable(),
  alert_emails: z.array(z.string()),
  from_name: z.string().nullable(),
  plan: z.string(),
  is_demo: z.boolean(),
  logo_url: z.string().nullable(),
  created_at: z.iso.datetime(),
});
export type Organisation = z.infer<typeof organisationSchema>;

/** Who is signed in, where they belong, and where this session works. */
export const readMe = defineEndpoint({
  id: 'readMe',
  method: 'get',
  path: '/v1/me',
  tag: 'People',
  summary: 'Who I am and which organisations I belong to',
  permission: 'user',
  responses: {
    200: {
      description: 'The signed-in person',
      body: z.object({
        user: z.object({
          id: z.string(),
          name: z.string(),
          email: z.string(),
          email_verified: z.boolean(),
          two_factor: z.boolean(),
          has_password: z.boolean().describe('False for who has only ever signed in with Google or Microsoft'),
        }),
        active: z
          .object({ organisation_id: z.string(), role: roleSchema, permissions: z.array(z.string()) })
          .nullable(),
        organisations: z.array(
          z.object({ id: z.string(), name: z.string(), role: roleSchema, logo_url: z.string().nullable() }),
        ),
      }),
    },
  },
});

export const createOrganisation = defineEndpoint({
  id: 'createOrganisation',
  method: 'post',
  path: '/v1/organisations',
  tag: 'Organisations',
  summary: 'Begin an organisation; the caller becomes its owner and works in it from then on',
  permission: 'user',
  body: z.strictObject({ name, time_zone: timeZone }),
  responses: { 201: { description: 'The new organisation', body: organisationSchema } },
});

export const switchOrganisation = defineEndpoint({
  id: 'switchOrganisation',
  method: 'post',
  path: '/v1/me/organisation',
  tag: 'People',
  summary: 'Work in another of my organisations',
  permission: 'user',
  body: z.strictObject({ organisation_id: idSchema('organisation') }),
  responses: { 200: { description: 'Done', body: z.object({ organisation_id: z.string(), role: roleSchema }) } },
});

export const readOrganisation = defineEndpoint({
  id: 'readOrganisation',
  method: 'get',
  path: '/v1/organisation',
  tag: 'Organisations',
  summary: 'The organisation this call works in',
  permission: 'organisation.read',
  responses: { 200: { description: 'The organisation', body: organisationSchema } },
});

export const changeOrganisation = defineEndpoint({
  id: 'changeOrganisation',
  method: 'patch',
  path: '/v1/organisation',
  tag: 'Organisations',
  summary: 'Change the organisation’s details',
  permission: 'organisation.manage',
  body: z
    .strictObject({
      name,
      time_zone: timeZone,
      locale: z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a locale such as en-GB'),
      industry: line(80).nullable(),
      region: line(80).nullable(),
      billing_email: z.email().max(254).nullable(),
      alert_emails: z.array(z.email().max(254)).max(20),
      from_name: line(80).nullable(),
    })
    .partial(),
  responses: { 200: { description: 'As it is now', body: organisationSchema } },
});
