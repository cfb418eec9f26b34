import { join } from 'node:path';
import { fingerprint } from '@finharbor/kernel';
import type { Environment } from '../config.ts';
import { loadSigningKey, privateFolder } from '../files.ts';
import { choosePort } from '../postgres/port.ts';
import type { PlannedProcess } from '../start.ts';

/** The parties of the demonstration; the hub's operator beside them. */
export const demoParties = {
  bank: { name: { en: 'Demo Commercial Bank', zh: '演示商业银行' }, registrar: false },
  tax: { name: { en: 'Demo Tax Office', zh: '演示税务局' }, registrar: true },
  social: { name: { en: 'Demo Social Security Office', zh: '演示社会保险局' }, registrar: false },
} as const;

const hubName = { en: 'Finharbor (demonstration)', zh: '金科港（演示）' };
const host = '127.0.0.1';

/** The processes of the demonstration: a hub and three parties' nodes on loopback, each with a folder of its own. */
export async function demoInstallation(home: string, env: Environment): Promise<readonly PlannedProcess[]> {
  const shared = { demo: true, host, linkHost: host, logLevel: env.logLevel } as const;
  privateFolder(home);
  const hubFolder = join(home, 'hub');
  const hubKey = loadSigningKey(join(hubFolder, 'party.key.pem'));
  const port = env.port === 0 ? await choosePort(join(hubFolder, 'web.port')) : env.port;
  const hub: PlannedProcess = {
    ...shared,
    role: 'hub',
    party: 'hub',
    name: hubName,
    port,
    linkPort: await choosePort(join(hubFolder, 'link.port')),
    directory: hubFolder,
    quorum: 1,
  };
  const nodes: PlannedProcess[] = [];
  for (const [party, { name, registrar }] of Object.entries(demoParties)) {
    const directory = join(home, party);
    privateFolder(directory);
    nodes.push({
      ...shared,
      role: 'node',
      party,
      name,
      registrar,
      port: await choosePort(join(directory, 'web.port')),
      linkPort: await choosePort(join(directory, 'link.port')),
      directory,
      hubUrl: `http://${host}:${port}`,
      hubFingerprint: fingerprint(hubKey.publicKey),
      systems: party === 'bank' ? ['harbor', 'financing'] : ['harbor'],
    });
  }
  return [hub, ...nodes];
}
