import { signingKeyFromPem, systemRandom } from '@finharbor/kernel';
import { prepareLookupTable } from './prepare.ts';
import { labelOf } from './testing.ts';

// A preparation in a process of its own, which a test kills: says how far it is, a line each.
const [folder, pem, count] = process.argv.slice(2);
await prepareLookupTable({
  ...{ folder: folder!, table: 'firms', holder: 'h', version: 1, signingKey: signingKeyFromPem(pem!) },
  ...{ workers: 2, labelBytes: 8, random: systemRandom },
  rows: () => Array.from({ length: Number(count) }, (_, i) => ({ id: `id ${i}`, label: labelOf(`${i}`) })),
  progress: (stage, done) => process.stdout.write(`${stage} ${done}\n`),
});
process.stdout.write('done\n');
