import { FinharborError } from '@finharbor/kernel';
import { breakGlass } from './break-glass.ts';
import { cases } from './cases.ts';
import { demo } from './demo.ts';
import { keys } from './keys.ts';
import { node } from './node.ts';
import { start } from './start.ts';
import { verify } from './verify.ts';

const usage = `finharbor COMMAND

  start                      bring up this installation; the demonstration where there is no finharbor.json
  demo [--json]              the main job from contracts to receipts, on the demonstration's harbor
  keys serve --file … --socket …
                             hold the master keys of sealed columns in a process of its own
  node init --party NAME …   make a party's key and configuration
  break-glass [--party NAME] [--reason TEXT]
                             make the one-time code of the sealed emergency account
  verify FILE [--trust FILE] check a receipt, or a certificate of erasure, without any server
  cases verify FILE          check an exported case without any server
  cases draw NAME [--lang zh] [--out FILE]
                             draw a procedure as an SVG
`;

const commands: { readonly [name: string]: (args: readonly string[]) => Promise<number> } = {
  start,
  demo,
  keys,
  node,
  'break-glass': breakGlass,
  verify,
  cases,
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  process.stdout.write(usage);
  process.exit(name === 'help' || name === '--help' ? 0 : 2);
}
try {
  process.exitCode = await command(args);
} catch (error) {
  if (!(error instanceof FinharborError)) throw error;
  process.stderr.write(`${error.publicMessage}\n`);
  for (const { pointer, detail } of error.fields) process.stderr.write(`  ${pointer}: ${detail}\n`);
  process.exitCode = 1;
}
