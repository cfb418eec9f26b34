import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { openKeyFile } from '../key-file.ts';
import { serveKeyStore } from '../key-socket.ts';

// Stands in for a key management service: a process of its own that alone can read the keys. `key-process.ts FILE SOCKET`.
const [path, socket] = process.argv.slice(2) as [string, string];
const newId = idSource(systemClock, systemRandom);
await serveKeyStore(openKeyFile({ path, algorithm: 'sm4-gcm', random: systemRandom, newId }), socket);
process.stdout.write('ready\n');
