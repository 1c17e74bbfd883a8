import { createHash } from 'node:crypto';
import type { AgentSpec } from '@parley/shared/agent-spec';
import { canonical } from '../audit/canonical.ts';

/** The same spec has the same digest, whatever order its fields were written in. */
export const specDigest = (spec: AgentSpec): string => createHash('sha256').update(canonical(spec)).digest('hex');
