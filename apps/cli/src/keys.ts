import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openKeyFile, type SealAlgorithm, serveKeyStore } from '@finharbor/access';
import { fail, idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { untilStopped } from '@finharbor/server';

const usage = 'finharbor keys serve --file FILE --socket PATH [--algorithm aes-256-gcm|sm4-gcm]';

/**
 * Holds the master keys in a process of its own, best under an account of its own: harbor processes whose `sealing.keySocket` is the
 * socket ask it to wrap, unwrap and sign, and never see a key.
 */
export async function keys(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb !== 'serve') {
    process.stdout.write(`${usage}\n`);
    return 2;
  }
  const { values } = parseArgs({
    args: rest,
    options: {
      file: { type: 'string' },
      socket: { type: 'string' },
      algorithm: { type: 'string', default: 'aes-256-gcm' },
    },
  });
  const { file, socket, algorithm } = values;
  if (!file || !socket || !isAlgorithm(algorithm)) return fail('usage', usage);
  const newId = idSource(systemClock, systemRandom);
  const store = openKeyFile({ path: resolve(file), algorithm, random: systemRandom, newId });
  const served = await serveKeyStore(store, resolve(socket));
  const log = (line: string): void => void process.stdout.write(`${line}\n`);
  log(`Keys are asked for at ${resolve(socket)}`);
  await untilStopped({ log, stop: served.close, kill: () => {} });
  return 0;
}

function isAlgorithm(text: string): text is SealAlgorithm {
  return text === 'aes-256-gcm' || text === 'sm4-gcm';
}
