import { instantsOf } from '@parley/shared/local-time';
import { clinicFrame } from '../../../fixtures/clinic.ts';
import type { Frame } from '../../../frame.ts';
import type { Clinic } from './clinic.ts';

/** What a run knows at a clinic, at its hour. */
export function frameIn({ now, hours }: Clinic, history: Frame['history'] = []): Frame {
  const frame = clinicFrame(history);
  const [at] = instantsOf(now.date, now.time, frame.timeZone);
  if (!at) throw new Error(`${now.date} ${now.time} is no time of ${frame.timeZone}`);
  return { ...frame, clock: at.toISOString(), business: { ...frame.business, openingHours: hours } };
}
