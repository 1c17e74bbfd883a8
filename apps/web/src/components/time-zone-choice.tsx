'use client';

import { type ReactNode, useSyncExternalStore } from 'react';
import { Choice } from './form.tsx';

const never = () => () => {};
const browserZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** All zones that the browser knows; its own is chosen unless another one is given. */
export function TimeZoneChoice({ value, hint }: { value?: string; hint?: ReactNode }) {
  const here = useSyncExternalStore(never, browserZone, () => 'UTC');
  const chosen = value ?? here;
  const zones = [...new Set([chosen, ...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort();
  return (
    <Choice key={chosen} name="time_zone" label="Time zone" hint={hint} defaultValue={chosen}>
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </Choice>
  );
}
