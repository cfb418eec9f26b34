import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runAsChild } from './child.ts';
import { listenFault } from './listen-fault.ts';

const [mode = 'serve', port = '0', pidFile] = process.argv.slice(2);
if (pidFile) writeFileSync(pidFile, `${process.pid}`);

await runAsChild(async (progress) => {
  progress('starting');
  if (mode === 'never') throw new TypeError('the shelf is empty');
  const server = createServer((request, response) => {
    if (request.url === '/crash') process.exit(3);
    response.end(`${process.pid}`);
    if (request.url === '/block') for (;;);
  });
  server.listen(Number(port), '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw listenFault(error, { host: '127.0.0.1', port: Number(port), instead: 'PORT=8081 npm start' });
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    async stop() {
      if (mode === 'deaf') await new Promise(() => {});
      process.stdout.write(`${mode} stopped in order\n`);
      server.closeAllConnections();
      server.close();
    },
  };
});
