import { writeContactMail } from '@parley/core/contact-mails/write-mail';
import { z } from 'zod';
import { actingFor, originOf, refuse } from './acting.ts';
import { defineTool } from './tool.ts';

export const sendEmail = defineTool({
  name: 'send_email',
  description:
    'Writes an e-mail to this customer’s own address, as the business knows it; no other address can be given. Use it when the customer asks for something in writing.',
  effect: 'irreversible',
  // The mail is a row of ours, stored with the effect, and leaves after the commit.
  reach: 'ours',
  input: z.object({
    subject: z.string().trim().min(1).max(150),
    body: z.string().trim().min(1).max(5_000).describe('Plain text'),
  }),
  output: z.object({ mail_id: z.string(), accepted: z.literal(true).describe('It is on its way') }),
  summary: ({ subject, body }) => [
    'Writes an e-mail to the customer’s own address',
    `Subject: ${subject}`,
    ...body.split('\n'),
  ],
  sends: true,
  async run({ core, tx, bound }, input) {
    const request = { ...input, contactId: bound.contactId, origin: originOf(bound) };
    const written = await writeContactMail(core, tx, actingFor(bound), request);
    switch (written.kind) {
      case 'written':
        return { mail_id: written.id, accepted: true as const };
      case 'no_address':
        return refuse('no_address', 'No e-mail address of this customer is known. Say so, or note a ticket.');
      case 'too_many':
        return refuse(
          'too_many_mails',
          'This customer has been sent as many mails today as are allowed. Offer a colleague.',
        );
    }
  },
});
