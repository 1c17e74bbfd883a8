/** A host that stands for "everywhere" is no address to go to. */
const reachable = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host);

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

export const addressAt = (host: string, port: number): string => `http://${bracketed(reachable(host))}:${port}`;
