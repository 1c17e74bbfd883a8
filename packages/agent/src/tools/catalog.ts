import { getOpeningHours } from './get-opening-hours.ts';
import { handoffToHuman } from './handoff-to-human.ts';
import type { Tool } from './tool.ts';

/** Every tool that an agent may be given, by name. */
const catalog: readonly Tool[] = [getOpeningHours, handoffToHuman];

/** The tools of an agent version. A name that is gone since then is no longer offered to the model. */
export const toolsNamed = (names: readonly string[]): Tool[] => catalog.filter((tool) => names.includes(tool.name));
