import type { Registration } from './register.ts';

/** Whether this process can prove that it lives. */
export const aliveCheck = (life: Pick<Registration, 'isAlive'>) => {
  const ok = life.isAlive();
  const detail = ok
    ? 'held'
    : 'Lost with the direct connection to Postgres; it is taken again as soon as the server answers.';
  return { name: 'proof of life', ok, detail };
};
