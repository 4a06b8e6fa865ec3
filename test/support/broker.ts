/** Brokers for tests, on free loopback ports. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Aedes, type AedesOptions } from 'aedes';

export interface TestBroker {
  readonly url: string;
  readonly port: number;
  /** Frees the port; connected clients are dropped. */
  stop(): Promise<void>;
}

export interface EmbeddedBroker extends TestBroker {
  readonly aedes: Aedes;
  /** As a network that fails for a moment. */
  dropConnections(): void;
}

/** MQTT 3.1.1 only. */
export async function startEmbeddedBroker(options: AedesOptions = {}): Promise<EmbeddedBroker> {
  const aedes = await Aedes.createBroker(options);
  const server = createServer({ noDelay: true }, aedes.handle);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const port = await listen(server);
  const dropConnections = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    aedes,
    port,
    url: `mqtt://127.0.0.1:${port}`,
    dropConnections,
    stop: async () => {
      await new Promise<void>((resolve) => aedes.close(resolve));
      dropConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Whether `mosquitto` and its clients can be run here. */
export const hasMosquitto = ['mosquitto', 'mosquitto_pub', 'mosquitto_sub', 'stdbuf'].every(
  (command) => spawnSync(command, ['--help']).error === undefined,
);

/** A broker in a process of its own. */
export interface Mosquitto extends TestBroker {
  /** Ends the process and starts another one on the same port, which knows no session. */
  restart(): Promise<void>;
}

/** MQTT 3.1.1 and 5. */
export async function startMosquitto(configuration: readonly string[] = []): Promise<Mosquitto> {
  const port = await findFreePort();
  const folder = await mkdtemp(join(tmpdir(), 'mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'set_tcp_nodelay true',
    ...configuration,
  ];
  await writeFile(file, lines.join('\n') + '\n');
  const start = async (): Promise<ChildProcess> => {
    const child = spawn('mosquitto', ['-c', file], { stdio: 'ignore' });
    await untilListening(port, child);
    return child;
  };
  let broker = await start();
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    restart: async () => {
      await terminate(broker);
      broker = await start();
    },
    stop: async () => {
      await terminate(broker);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A program whose output is read line by line, such as `mosquitto_sub`. */
export interface RunningCommand {
  /** The next line of its standard output. */
  nextLine(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts `mosquitto_sub` and resolves when the broker has granted its subscriptions. */
export async function startMosquittoSub(
  port: number,
  parameters: readonly string[],
): Promise<RunningCommand> {
  const command = ['-h', '127.0.0.1', '-p', String(port), '-d', ...parameters];
  // Into a pipe it would keep its lines to itself.
  const child = spawn('stdbuf', ['-oL', 'mosquitto_sub', ...command], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = readLines(child);
  const isNoise = (line: string): boolean => /^(Client |Subscribed )/.test(line);
  while (!(await lines.next()).startsWith('Subscribed ')) {
    // The lines about the connection come first.
  }
  return {
    nextLine: async () => {
      for (;;) {
        const line = await lines.next();
        if (!isNoise(line)) {
          return line;
        }
      }
    },
    // At SIGTERM while it is leaving by itself, `mosquitto_sub` would stay for ever.
    stop: () => terminate(child, 'SIGKILL'),
  };
}

/** Runs `mosquitto_pub` to its end. */
export async function runMosquittoPub(port: number, parameters: readonly string[]): Promise<void> {
  const command = ['-h', '127.0.0.1', '-p', String(port), ...parameters];
  const child = spawn('mosquitto_pub', command, { stdio: 'ignore' });
  await once(child, 'exit');
  if (child.exitCode !== 0) {
    throw new Error(`mosquitto_pub ended with ${child.exitCode}`);
  }
}

/** A port on which nobody listens at the moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return addressOf(server).port;
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server does not listen on a port');
  }
  return address;
}

async function untilListening(port: number, broker: ChildProcess): Promise<void> {
  while (broker.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'close').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) {
      return;
    }
    await sleep(10);
  }
  throw new Error(`mosquitto ended with ${broker.exitCode}`);
}

async function terminate(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, 'exit');
  }
}

function readLines(child: ChildProcess): { next(): Promise<string> } {
  const lines: string[] = [];
  const readers: ((line: string) => void)[] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      const reader = readers.shift();
      if (reader === undefined) {
        lines.push(line);
      } else {
        reader(line);
      }
    }
  });
  return {
    next: () => {
      const line = lines.shift();
      return line === undefined
        ? new Promise((resolve) => readers.push(resolve))
        : Promise.resolve(line);
    },
  };
}
