import { type OrderRefusal, wordsOf } from '@parley/core/orders/refusal';
import { z } from 'zod';
import { refuse } from './acting.ts';

export const orderNumberInput = z.string().trim().min(1).max(40);

export const refuseBy = (refusal: OrderRefusal): never => refuse(refusal.kind, wordsOf(refusal));
