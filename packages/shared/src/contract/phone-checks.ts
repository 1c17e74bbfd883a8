import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { defineEndpoint } from './endpoint.ts';
import { phoneNumber } from './phone.ts';

const asked = z.strictObject({ phone: phoneNumber });
const started = {
  description: 'A code is on its way, unless this number wants no texts. It is good for ten minutes and five tries',
  body: z.object({ id: z.string(), expires_at: z.iso.datetime() }),
};

const code = z
  .string()
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'must be the six digits that came'));
const given = z.strictObject({ code });
const confirmed = {
  description: 'The contact and whoever writes from this number are one person now',
  body: z.object({ confirmed: z.literal(true) }),
};

const check = idSchema('phoneCheck');
const conversation = idSchema('conversation');

export const startChatPhoneCheck = defineEndpoint({
  id: 'startChatPhoneCheck',
  method: 'post',
  path: '/v1/chat/phone-checks',
  tag: 'Web chat',
  summary: 'Say which phone is the visitor’s: a code is sent there by text',
  permission: 'visitor',
  body: asked,
  responses: { 202: started },
});

export const confirmChatPhoneCheck = defineEndpoint({
  id: 'confirmChatPhoneCheck',
  method: 'post',
  path: '/v1/chat/phone-checks/:id/confirm',
  tag: 'Web chat',
  summary: 'Give the code that came on the phone',
  permission: 'visitor',
  params: z.object({ id: check }),
  body: given,
  responses: { 200: confirmed },
});

export const startPhoneCheck = defineEndpoint({
  id: 'startPhoneCheck',
  method: 'post',
  path: '/v1/conversations/:id/phone-checks',
  tag: 'Conversations',
  summary: 'Send a code by text to the number that a chat’s visitor has named',
  permission: 'conversations.answer',
  params: z.object({ id: conversation }),
  body: asked,
  responses: { 202: started },
});

export const confirmPhoneCheck = defineEndpoint({
  id: 'confirmPhoneCheck',
  method: 'post',
  path: '/v1/conversations/:id/phone-checks/:check_id/confirm',
  tag: 'Conversations',
  summary: 'Give the code that the visitor has read on their phone',
  permission: 'conversations.answer',
  params: z.object({ id: conversation, check_id: check }),
  body: given,
  responses: { 200: confirmed },
});
