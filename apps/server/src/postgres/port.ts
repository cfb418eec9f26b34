import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** The loopback port a folder used last time when it is free, else any free one; written to `path` for the next time. */
export async function choosePort(path: string): Promise<number> {
  const remembered = readPort(path);
  const port = (remembered && (await listenOnce(remembered))) || (await listenOnce(0));
  if (port === undefined) throw new Error('The system has no free loopback port.');
  if (port !== remembered) writeFileSync(path, `${port}\n`);
  return port;
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
