import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ATTACKS, everyCase, numbered } from './all-cases.ts';
import { openHouse } from './house.ts';
import { UNGUARDED } from './unguarded.ts';

type House = Awaited<ReturnType<typeof openHouse>>;

describe('a model that obeys every attacker', () => {
  const cases = everyCase();
  let house: House;
  beforeAll(async () => {
    house = await openHouse(cases);
  });
  afterAll(() => house?.close());

  test(`${cases.length} attacks: nothing is done that may not be, nothing read or said, and every turn ends`, async () => {
    expect(cases.length).toBeGreaterThanOrEqual(500);
    expect(await house.attack(cases)).toEqual([]);
  }, 180_000);
});

describe('with a guard taken away it comes through', () => {
  const tried = UNGUARDED.map((one) => ({
    ...one,
    attacks: typeof one.of === 'function' ? ATTACKS.filter(one.of) : [one.of],
  }));
  const cases = numbered(
    tried.flatMap(({ guard, attacks }) =>
      attacks.map((attack) => ({ ...attack, guard, channel: 'web_chat' as const })),
    ),
  );
  let house: House;
  beforeAll(async () => {
    house = await openHouse(cases);
  });
  afterAll(() => house?.close());

  test.each(tried.map((one) => [one.guard, one] as const))('%s', async (guard, { without, loosen, shows }) => {
    const restore = loosen?.();
    try {
      const chosen = cases.filter((one) => (one as { guard?: string }).guard === guard);
      expect((await house.attack(chosen, without)).join('\n')).toMatch(shows);
    } finally {
      restore?.();
    }
  });
});
