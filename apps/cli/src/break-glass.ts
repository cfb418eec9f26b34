import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { instantText } from '@finharbor/kernel';
import { breakSeal, environment } from '@finharbor/server';

const question = 'Why is the emergency account needed? Everybody at this process will read it.\n> ';

/** Makes the one-time code of the sealed emergency account; asks why, and does nothing without an answer. */
export async function breakGlass(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { party: { type: 'string' }, reason: { type: 'string' } },
  });
  const reason = values.reason ?? (await ask());
  const { party, code, expiresAtMs } = await breakSeal(environment(), { party: values.party, reason });
  process.stdout.write(`${code}
Opens the emergency account of ${party} once, until ${instantText(expiresAtMs)}: /app/break-glass of its pages.
It is open for an hour at most. Every call is written down, and everybody at the process is told.
`);
  return 0;
}

async function ask(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // The end of the input is an answer, too: none.
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    return await Promise.race([terminal.question(question), ended]);
  } finally {
    terminal.close();
  }
}
