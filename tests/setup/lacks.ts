/** What this machine lacks, as the test command found it: such suites are skipped, and fail where CI=true. */
export const lacks = (tool: 'redis' | 'chromium' | 'postgres15'): boolean =>
  (process.env.PARLEY_TEST_LACKS ?? '').split(',').includes(tool);
