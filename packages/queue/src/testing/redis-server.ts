import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type RedisServer = { url: string; port: number; stop(): Promise<void> };

export type RedisServerOptions = {
  /** Whether a missing server may be installed (Debian, as root). */
  install?: boolean;
  /** A free one when absent. */
  port?: number;
  onLine?: (line: string) => void;
};

export class RedisUnavailable extends Error {
  override name = 'RedisUnavailable';
}

const READY_MS = 10_000;
const STOP_MS = 2_000;
const INSTALL_MS = 180_000;

/** A Redis on loopback that keeps nothing on disk. It ends with this process at the latest. */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  await ensureInstalled(options);
  for (let attempt = 1; attempt <= 3; attempt++) {
    const port = options.port ?? (await freePort());
    const server = spawn('redis-server', settings(port), { stdio: 'ignore' });
    if (await answersWhileAlive(server, port)) return running(server, port);
    await stop(server);
  }
  throw new RedisUnavailable('redis-server was started three times and did not answer; try `redis-server --port 0`');
}

const settings = (port: number) =>
  Object.entries({ port, bind: '127.0.0.1', save: '', appendonly: 'no', daemonize: 'no', dir: '/' }).flatMap(
    ([name, value]) => [`--${name}`, String(value)],
  );

function running(server: ChildProcess, port: number): RedisServer {
  const endWithUs = () => server.kill('SIGKILL');
  process.once('exit', endWithUs);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    async stop() {
      process.removeListener('exit', endWithUs);
      await stop(server);
    },
  };
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const timer = setTimeout(() => server.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}

async function answersWhileAlive(server: ChildProcess, port: number): Promise<boolean> {
  const until = Date.now() + READY_MS;
  while (server.exitCode === null && Date.now() < until) {
    if (await answersPing(port)) return true;
    await pause(20);
  }
  return false;
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(500, () => end(false));
    socket.on('error', () => end(false));
    socket.on('data', (data) => end(data.toString().startsWith('+PONG')));
  });
}

async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  holder.close();
  await once(holder, 'close');
  return port;
}

async function ensureInstalled({ install = true, onLine = () => {} }: RedisServerOptions): Promise<void> {
  if (await succeeds('redis-server', ['--version'])) return;
  const remedy = 'Install it (Debian: apt-get install redis-server) or put it on the PATH.';
  if (!install) throw new RedisUnavailable(`redis-server is missing, and installing was not allowed. ${remedy}`);
  if (process.getuid?.() !== 0) throw new RedisUnavailable(`redis-server is missing. ${remedy}`);
  onLine('redis-server is missing: installing it with apt, for the tests only');
  // Package lists may be missing on a fresh machine, or be too old.
  if (await apt('install', '-y', 'redis-server')) return;
  if ((await apt('update')) && (await apt('install', '-y', 'redis-server'))) return;
  throw new RedisUnavailable(`redis-server is missing and apt could not install it. ${remedy}`);
}

// One at a time on this machine, and never for ever: neither for a lock nor for the network.
const apt = (...command: string[]): Promise<boolean> =>
  succeeds('flock', [
    '--wait',
    '120',
    '/tmp/parley-apt.lock',
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '--option=DPkg::Lock::Timeout=120',
    '--option=Acquire::http::Timeout=20',
    '--option=Acquire::Retries=2',
    '--quiet',
    ...command,
  ]);

async function succeeds(command: string, args: string[]): Promise<boolean> {
  const child = spawn(command, args, { stdio: 'ignore', timeout: INSTALL_MS });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}
