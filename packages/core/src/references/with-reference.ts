const SHORT = 4;
const STEP = 2;
const TRIES = 6;

/** `APT-7K2M`: the end of an id, which is chance; longer when the short one is taken, which its unique key tells. */
export async function withReference(
  prefix: string,
  newId: () => string,
  store: (row: { id: string; reference: string }) => Promise<boolean>,
): Promise<{ id: string; reference: string }> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const id = newId();
    const reference = `${prefix}-${id.slice(-(SHORT + STEP * attempt)).toUpperCase()}`;
    if (await store({ id, reference })) return { id, reference };
  }
  throw new Error(`no free reference ${prefix}- was found in ${TRIES} tries`);
}
