import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { drawableOf, drawProcedure } from '@finharbor/cases/drawing';
import { verifyArchive } from '@finharbor/casework';
import { fail, fingerprint, instantText } from '@finharbor/kernel';
import { hubProcedures } from '@finharbor/server';

const commands: { readonly [name: string]: (args: readonly string[]) => number } = { draw, verify };

/** What is done with cases outside any server. */
export async function cases([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name]! : undefined;
  if (!command)
    return fail('usage', 'Say what to do: finharbor cases verify FILE, or finharbor cases draw NAME');
  return command(args);
}

/** Draws a procedure as an SVG, to a file or to the terminal. */
function draw(args: readonly string[]): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { lang: { type: 'string', default: 'en' }, out: { type: 'string' } },
  });
  const { lang, out } = values;
  const known = hubProcedures.map(({ name }) => name).join(', ');
  const found =
    hubProcedures.find(({ name }) => name === positionals[0]) ??
    fail(
      'usage',
      `Name a procedure: finharbor cases draw NAME [--lang zh] [--out FILE]. There are: ${known}.`,
    );
  if (lang !== 'en' && lang !== 'zh') return fail('usage', '--lang takes en or zh.');
  const svg = drawProcedure(drawableOf(found), lang);
  if (out === undefined) process.stdout.write(svg);
  else writeFileSync(out, svg);
  return 0;
}

/** Checks an exported case: the signature on its list of files, each file, and the chain of its events. */
function verify([file]: readonly string[]): number {
  if (file === undefined) return fail('usage', 'Name the exported case: finharbor cases verify case.zip');
  const verdict = verifyArchive(read(file));
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  if (verdict.kind === 'invalid') {
    for (const fault of verdict.faults) say(`NOT VALID: ${fault}`);
    return 1;
  }
  const { manifest, issuer, key, exportedAtMs } = verdict;
  say(`Valid. ${issuer} exported case ${manifest.number} at ${instantText(exportedAtMs)}.`);
  say(
    manifest.chain === 'whole'
      ? `All ${manifest.events} events are there, each as the chain of the case has it.`
      : `${manifest.events} events are there: those that are for the reader, linked as a chain of their own.`,
  );
  say(`Signed by the key with the fingerprint ${fingerprint(key)}.`);
  say('Compare it with one you got elsewhere: whoever makes another key can sign anything.');
  return 0;
}

function read(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    return fail('file.unreadable', `${file} cannot be read.`, cause);
  }
}
