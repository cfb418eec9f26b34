import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { FinharborError } from '@finharbor/kernel';

/** An address somebody asked for, and how they ask for another. */
export type Asked = {
  readonly host: string;
  readonly port: number;
  /** How to choose another port, as a person would type it: `PORT=8081 npm start`. */
  readonly instead: string;
};

/** Turns the system's refusal to listen into one that says what to do: `port.taken`, `port.forbidden`, `host.unknown`. */
export function listenFault(error: unknown, asked: Asked): unknown {
  const { host, port, instead } = asked;
  const faults: Readonly<Record<string, readonly [string, string]>> = {
    EADDRINUSE: [
      'port.taken',
      `Port ${port} on ${host} is taken by another program. Stop it, or choose another: ${instead}`,
    ],
    EACCES: [
      'port.forbidden',
      `This user may not listen on port ${port} of ${host}. Choose one above 1023: ${instead}`,
    ],
    EADDRNOTAVAIL: ['host.unknown', `This machine has no address ${host}. Use 127.0.0.1 or one of its own.`],
  };
  const [code, publicMessage] = faults[(error as NodeJS.ErrnoException).code ?? ''] ?? [];
  return code && publicMessage ? new FinharborError({ code, publicMessage, cause: error }) : error;
}

const patienceMs = 3_000;
const pollMs = 100;

/**
 * Makes sure a port can be had, before anything is started on it; waits three seconds, because the processes of a killed
 * supervisor take up to two to end. Errors: those of `listenFault`.
 */
export async function requirePort(asked: Asked): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const error = await tryToListen(asked);
    if (error === undefined) return;
    if (error.code !== 'EADDRINUSE' || waitedMs >= patienceMs) throw listenFault(error, asked);
    await delay(pollMs);
  }
}

function tryToListen({ host, port }: Asked): Promise<NodeJS.ErrnoException | undefined> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException | undefined>();
  const server = createServer();
  server.once('error', resolve);
  server.listen(port, host, () => server.close(() => resolve(undefined)));
  return promise;
}
