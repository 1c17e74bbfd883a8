import { createHash } from 'node:crypto';
import { canonical } from '../audit/canonical.ts';

export type EffectCall = { turnId: string; stepKey: string; tool: string; args: unknown };

export const argsHash = (args: unknown): string => createHash('sha256').update(canonical(args)).digest('hex');

/** The same for the same call of a turn, in whichever attempt and process; no other call has it. */
export const effectKey = ({ turnId, stepKey, tool, args }: EffectCall): string =>
  createHash('sha256')
    .update(canonical([turnId, stepKey, tool, args]))
    .digest('hex');
