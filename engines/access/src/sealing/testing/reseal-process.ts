import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { openDatabase } from '@finharbor/kernel/database';
import type { AccessTables } from '../../database.gen.ts';
import { openKeyFile } from '../key-file.ts';
import { reseal } from '../rotation.ts';
import { sealerOn } from '../sealer.ts';

// Moves sealed values to the present keys until none is left, or until it is killed: `reseal-process.ts DATABASE_URL KEY_FILE`.
const [url, path] = process.argv.slice(2) as [string, string];
const newId = idSource(systemClock, systemRandom);
const shared = { algorithm: 'aes-256-gcm', random: systemRandom, newId } as const;
const options = { ...shared, keyStore: openKeyFile({ path, ...shared }), clock: systemClock };
await using db = openDatabase<AccessTables>(url, { maxConnections: 2 });
const sealer = sealerOn(db, options);
const columns = [{ table: 'secret_note', column: 'value', row: 'id' }];
process.stdout.write('ready\n');
while ((await reseal({ ...options, db, usesPerKey: 2 ** 32 }, { sealer, columns, batch: 7 })) > 0);
