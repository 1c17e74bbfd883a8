import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type RedisServer = { url: string; port: number; pid: number; stop(): Promise<void> };

export class RedisUnavailable extends Error {
  override name = 'RedisUnavailable';
}

const READY_MS = 10_000;
const STOP_MS = 2_000;

/** A Redis on loopback that keeps nothing on disk, on a free port unless one is named. */
export async function startRedis({ port: wanted }: { port?: number } = {}): Promise<RedisServer> {
  const program = await findProgram();
  for (let attempt = 1; attempt <= 3; attempt++) {
    const port = wanted ?? (await freePort());
    const [command = '', ...args] = [...program, ...settings(port)];
    const server = spawn(command, args, { stdio: 'ignore' });
    if (await answersWhileAlive(server, port))
      return { url: urlOf(port), port, pid: server.pid ?? 0, stop: () => stop(server) };
    await stop(server);
  }
  throw new RedisUnavailable('redis-server was started three times and did not answer; is the port free?');
}

const urlOf = (port: number) => `redis://127.0.0.1:${port}`;

const settings = (port: number) =>
  Object.entries({ port, bind: '127.0.0.1', save: '', appendonly: 'no', daemonize: 'no', dir: '/' }).flatMap(
    ([name, value]) => [`--${name}`, String(value)],
  );

/** Where the system can do so, the server dies with the process that started it, however that one ends. */
async function findProgram(): Promise<string[]> {
  const tied = ['setpriv', '--pdeathsig', 'KILL', 'redis-server'];
  for (const program of [tied, ['redis-server']]) {
    if (await runs([...program, '--version'])) return program;
  }
  throw new RedisUnavailable('redis-server is missing. Put it on the PATH (Debian: apt-get install redis-server).');
}

async function runs([command = '', ...args]: string[]): Promise<boolean> {
  const child = spawn(command, args, { stdio: 'ignore' });
  return new Promise((resolve) => {
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
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
    if (await answersAs(server.pid, port)) return true;
    await pause(20);
  }
  return false;
}

/** Whether this very process answers there: another one may have taken the port before it. */
function answersAs(pid: number | undefined, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('INFO server\r\n'));
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(500, () => end(false));
    socket.on('error', () => end(false));
    socket.on('data', (data) => end(data.toString().includes(`process_id:${pid}\r\n`)));
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
