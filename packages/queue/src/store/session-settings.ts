/** Settings for each session of a Postgres address, beside those that it may carry itself: alone, `pg` lets those win. */
export function sessionSettings(url: string, settings: Record<string, string>) {
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  const own = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return { connectionString: address.href, options: [given, ...own].join(' ').trim() };
}
