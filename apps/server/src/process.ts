import { readFileSync } from 'node:fs';
import { fingerprint } from '@finharbor/kernel';
import { parseProcessConfig } from './config.ts';
import { startHub } from './hub.ts';
import { startNode } from './node.ts';
import { plainLines } from './plain-text.ts';
import { runAsChild } from './supervisor/child.ts';
import { listenFault } from './supervisor/listen-fault.ts';

// The program of the hub's and every node's own process: `process.ts CONFIG.json`.
await runAsChild(async (progress) => {
  const config = parseProcessConfig(JSON.parse(readFileSync(process.argv[2]!, 'utf8')));
  for (const { pointer, detail } of plainLines(config))
    progress(`NOT SECURE, by "insecure": true. ${pointer}: ${detail}`);
  try {
    const running = await (config.role === 'hub' ? startHub(config) : startNode(config));
    if (running.setupCode !== undefined && !config.demo)
      progress(
        `No account exists yet. Make the first one with this one-time code, valid for a day: ${running.setupCode} (POST ${running.url}/setup)`,
      );
    if (!config.demo) progress(`Key fingerprint, to be read out: ${fingerprint(running.publicKey)}`);
    return running;
  } catch (error) {
    throw listenFault(error, { host: config.host, port: config.port, instead: 'PORT=8090 npm start' });
  }
});
