import { expect, test } from 'vitest';
import { costOfATurn } from './cost-of-a-turn.ts';

test('the same turn is measured in all three ways', async () => {
  const { graph, loop, bare, hashing, guard } = await costOfATurn(20);
  expect(Math.min(graph, loop, bare, hashing, guard)).toBeGreaterThan(0);
  expect(bare).toBeLessThan(graph);
});
