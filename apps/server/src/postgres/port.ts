import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

// Below the range systems take the ports of outgoing connections from: of those, one may be in use by the time it is listened on.
const [lowest, highest] = [20_000, 32_767];
const mostTries = 100;
const portsOfOne = 32;
let next = process.pid * portsOfOne;

/** The loopback port a folder used last time when it is free, else any free one; written to `path` for the next time. */
export async function choosePort(path: string): Promise<number> {
  const remembered = readPort(path);
  const port = (remembered && (await listenOnce(remembered))) || (await findFree());
  if (port === undefined) throw new Error('The system has no free loopback port.');
  if (port !== remembered) writeFileSync(path, `${port}\n`);
  return port;
}

/** Each process begins somewhere else and never tries a port twice: what was chosen is free until it is listened on a little later. */
async function findFree(): Promise<number | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const port = await listenOnce(lowest + (next++ % (highest - lowest + 1)));
    if (port !== undefined) return port;
  }
  return undefined;
}

function readPort(path: string): number | undefined {
  try {
    const port = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65536 ? port : undefined;
  } catch {
    return undefined;
  }
}

function listenOnce(port: number): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const server = createServer();
  server.once('error', () => resolve(undefined));
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : undefined));
  });
  return promise;
}
