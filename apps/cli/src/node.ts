import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, fingerprint } from '@finharbor/kernel';
import { loadSigningKey, parseInstallation } from '@finharbor/server';

const usage =
  'finharbor node init --party NAME --name "English|中文" --hub URL --hub-fingerprint "…" [--home DIR] [--host ADDRESS] [--port N] [--link-host ADDRESS] [--link-port N] [--public-url URL] [--trusted-proxy ADDRESS]… [--registrar] [--financing]';

/** Makes a party's key and configuration, and reads its fingerprint out for the hub's operator and the peers. */
export async function node(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb !== 'init') {
    process.stdout.write(`${usage}\n`);
    return 2;
  }
  const { values } = parseArgs({
    args: rest,
    options: {
      party: { type: 'string' },
      name: { type: 'string' },
      hub: { type: 'string' },
      'hub-fingerprint': { type: 'string' },
      home: { type: 'string', default: '.finharbor' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8081' },
      'link-host': { type: 'string', default: '127.0.0.1' },
      'link-port': { type: 'string', default: '9081' },
      'public-url': { type: 'string' },
      'trusted-proxy': { type: 'string', multiple: true },
      registrar: { type: 'boolean', default: false },
      financing: { type: 'boolean', default: false },
    },
  });
  const { party, name, hub } = values;
  if (!party || !name || !hub || !values['hub-fingerprint']) fail('usage', usage);
  const [en = party, zh = en] = name.split('|');
  const home = resolve(values.home);
  const installation = parseInstallation({
    home,
    node: {
      party,
      name: { en, zh },
      host: values.host,
      port: Number(values.port),
      linkHost: values['link-host'],
      linkPort: Number(values['link-port']),
      publicUrl: values['public-url'],
      trustedProxies: values['trusted-proxy'],
      registrar: values.registrar,
      hubUrl: hub,
      hubFingerprint: values['hub-fingerprint'],
      systems: values.financing ? ['harbor', 'financing'] : ['harbor'],
    },
  });
  const file = resolve('finharbor.json');
  if (existsSync(file)) fail('file.exists', `${file} is there already; move it away to begin anew.`);
  const key = loadSigningKey(join(home, party, 'party.key.pem'));
  writeFileSync(file, `${JSON.stringify(installation, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  process.stdout.write(`Wrote ${file}. Start with: npm start
Read this fingerprint out to the hub's operator and to each peer:
${fingerprint(key.publicKey)}
`);
  return 0;
}
