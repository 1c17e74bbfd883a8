import { z } from 'zod';

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 08:30');
export const hoursSchema = z.object({ from: clockTime, to: clockTime });
export type Hours = z.infer<typeof hoursSchema>;

/** No hours on a day: closed. An exception (a holiday, a short day) wins over the week. */
export const openingHoursSchema = z.object({
  weekly: z.record(z.enum(WEEKDAYS), z.array(hoursSchema)),
  exceptions: z.array(z.object({ date: z.iso.date(), hours: z.array(hoursSchema), note: z.string().nullable() })),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;

/** What an organisation's agents may tell anyone about it. */
export const businessProfileSchema = z.object({
  address: z.string().nullable(),
  phone: z.string().nullable(),
  openingHours: openingHoursSchema.nullable(),
});
export type BusinessProfile = z.infer<typeof businessProfileSchema>;
