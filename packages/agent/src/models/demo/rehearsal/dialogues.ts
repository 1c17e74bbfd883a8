import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const expectation = z.strictObject({
  /** Tools that were called and did not refuse, with at least these arguments. */
  called: z.array(z.strictObject({ tool: z.string(), args: values.optional() })).optional(),
  not_called: z.array(z.string()).optional(),
  /** Each is found in the reply (or, at the end, in one of the replies), whatever its case; “a | b” is either. */
  said: z.array(z.string()).optional(),
  not_said: z.array(z.string()).optional(),
});
export type Expectation = z.infer<typeof expectation>;

/** The customer's own appointments once all is over, and whatever else is to have come of it. */
const ending = expectation.extend({
  appointments: z
    .array(z.strictObject({ service: z.string().optional(), date: z.string(), time: z.string() }))
    .optional(),
  refunded: z.record(z.string(), z.string()).optional(),
  tickets: z.number().int().optional(),
  handed_off: z.boolean().optional(),
});
export type EndExpectation = z.infer<typeof ending>;

const line = z.union([z.string(), z.strictObject({ say: z.string(), expect: expectation })]);

const clock = z.string().regex(/^\d{2}:\d{2}$/);
const amount = z.string().regex(/^\d+\.\d{2}$/);

/** What differs from the usual clinic and its customer. */
const worldSchema = z.strictObject({
  services: z
    .array(z.strictObject({ name: z.string(), minutes: z.number().int(), price: amount.optional() }))
    .optional(),
  hours: z.string().optional(),
  busy: z.array(z.strictObject({ date: z.iso.date(), from: clock, to: clock, resource: z.string() })).optional(),
  appointments: z
    .array(
      z.strictObject({
        service: z.string(),
        date: z.iso.date(),
        time: clock,
        reference: z.string().optional(),
        resource: z.string().optional(),
      }),
    )
    .optional(),
  orders: z
    .union([
      z.boolean(),
      z.array(
        z.strictObject({
          number: z.string(),
          status: z.string(),
          placed_on: z.iso.date(),
          items: z.array(z.string()),
          total: amount,
          currency: z.literal('GBP').optional(),
          paid: amount.optional(),
          refundable: amount.optional(),
        }),
      ),
    ])
    .optional(),
});

export const dialogueSchema = z.strictObject({
  about: z.string(),
  channel: z.enum(['web_chat', 'sms', 'api']).default('web_chat'),
  now: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
    .optional(),
  world: worldSchema.default({}),
  lines: z.array(line).min(1),
  end: ending.default({}),
});
export type Start = z.infer<typeof worldSchema> & { now?: string | undefined };
export type RehearsedDialogue = z.infer<typeof dialogueSchema>;

/** All dialogues of a folder, from its `.jsonl` files: one a line. A line that is wrong is named. */
export function readDialogues(folder: URL): RehearsedDialogue[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) =>
      readFileSync(new URL(file, folder), 'utf8')
        .split('\n')
        .flatMap((text, index) => (text.trim() === '' ? [] : [parse(text, `${file}:${index + 1}`)])),
    );
}

function parse(text: string, place: string): RehearsedDialogue {
  try {
    return dialogueSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(
      `${place} is no dialogue: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`,
      { cause: error },
    );
  }
}
