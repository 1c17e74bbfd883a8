import { z } from 'zod';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 08:30');
const hours = z.object({ from: clockTime, to: clockTime });
export type Hours = z.infer<typeof hours>;

/** No hours on a day: closed. An exception (a holiday, a short day) wins over the week. */
export const openingHoursSchema = z.object({
  weekly: z.record(z.enum(WEEKDAYS), z.array(hours)),
  exceptions: z.array(z.object({ date: z.iso.date(), hours: z.array(hours), note: z.string().nullable() })),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;

export const businessSchema = z.object({
  name: z.string().min(1),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  openingHours: openingHoursSchema.nullable(),
});
export type Business = z.infer<typeof businessSchema>;

/**
 * Step 0: all that a run knew at its start. What the model sees is a function of this and of the steps after it,
 * never of the tables as they are later.
 */
export const frameSchema = z.object({
  runId: z.string().min(1),
  turnId: z.string().min(1),
  conversationId: z.string().min(1),
  channel: z.enum(['web_chat', 'sms', 'api']),
  clock: z.iso.datetime(),
  timeZone: z.string().min(1),
  agent: z.object({
    id: z.string().min(1),
    versionId: z.string().min(1),
    name: z.string().min(1),
    instructions: z.string(),
    /** `null`: the model of the installation. */
    model: z.string().min(1).nullable(),
    tools: z.array(z.string()),
  }),
  business: businessSchema,
  /** Oldest first, as of the turn's place in its lane; it ends with the messages of this turn. */
  history: z.array(
    z.object({ author: z.enum(['contact', 'agent', 'person']), text: z.string(), at: z.iso.datetime() }),
  ),
});
export type Frame = z.infer<typeof frameSchema>;
