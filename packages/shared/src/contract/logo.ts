import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { LOGO_LIMITS } from '../logo-limits.ts';
import { defineEndpoint } from './endpoint.ts';
import { organisationSchema } from './organisations.ts';

const BASE64_BYTES = Math.ceil(LOGO_LIMITS.maxBytes / 3) * 4;

export const changeLogo = defineEndpoint({
  id: 'changeLogo',
  method: 'patch',
  path: '/v1/organisation/logo',
  tag: 'Organisations',
  summary: 'Show another logo: a PNG, JPEG or WebP of 256 kB at most',
  permission: 'organisation.manage',
  bodyLimitKb: 400,
  body: z.strictObject({
    image: z
      .string()
      .max(BASE64_BYTES, 'must be 256 kB at most')
      .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be the picture’s bytes in base64'),
  }),
  responses: { 200: { description: 'The organisation, with the address of its logo', body: organisationSchema } },
});

export const removeLogo = defineEndpoint({
  id: 'removeLogo',
  method: 'delete',
  path: '/v1/organisation/logo',
  tag: 'Organisations',
  summary: 'Show no logo',
  permission: 'organisation.manage',
  responses: { 200: { description: 'The organisation without one', body: organisationSchema } },
});

export const readLogo = defineEndpoint({
  id: 'readLogo',
  method: 'get',
  path: '/v1/logos/:id/:digest',
  tag: 'Organisations',
  summary: 'A logo, by the digest of its bytes; it never changes',
  permission: 'public',
  params: z.object({ id: idSchema('organisation'), digest: z.string().regex(/^[0-9a-f]{64}$/, 'must be a digest') }),
  responses: { 200: { description: 'The picture', body: null, contentType: 'image/*' } },
});
