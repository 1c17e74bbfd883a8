import { startTemplateServer } from './template-server.ts';

/** One server for a whole run of tests. Test files run in processes of their own, which inherit its address. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startTemplateServer();
  process.env.PARLEY_TEST_POSTGRES = server.address;
  return () => server.remove();
}
