import { randomInt } from 'node:crypto';
import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

/** What a long run gets; `tests/soak/NAME.ts` exports `soak(context: SoakContext)`. */
export type SoakContext = {
  /** Everything random in the run comes from this number. */
  readonly seed: number;
  /** How long to go on. */
  readonly seconds: number;
  /** How often to kill, where a run does; undefined leaves it to the run. */
  readonly kills: number | undefined;
  /** Which part of a run of several is wanted; undefined for all. */
  readonly part?: string | undefined;
  /** A line for the person who watches. */
  readonly log: (line: string) => void;
  /** Aborted on Ctrl-C; the run then ends what it started and returns. */
  readonly signal: AbortSignal;
};

/** A long run. It throws on the first thing that is wrong. */
export type Soak = (context: SoakContext) => Promise<void>;

const defaultSeconds = 600;

type Wanted = Pick<SoakContext, 'seed' | 'seconds' | 'kills' | 'part'> & { readonly name?: string };

function readArguments(): Wanted {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string' }, seconds: { type: 'string' }, kills: { type: 'string' } },
  });
  const number = (option: 'seed' | 'seconds' | 'kills', otherwise: number): number => {
    const value = Number(values[option] ?? otherwise);
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${option} takes a whole number.`);
    return value;
  };
  const [name, part] = positionals;
  return {
    ...(name !== undefined && { name }),
    part,
    seed: number('seed', randomInt(2 ** 31)),
    seconds: number('seconds', defaultSeconds),
    kills: values.kills === undefined ? undefined : number('kills', 0),
  };
}

async function main(): Promise<number> {
  const { name, ...wanted } = readArguments();
  const { seed, seconds } = wanted;
  const folder = join(dirname(import.meta.dirname), 'tests', 'soak');
  const names = globSync('*.ts', { cwd: folder, exclude: ['*.test.ts'] }).map((file) =>
    basename(file, '.ts'),
  );
  if (name === undefined || !names.includes(name)) {
    const known = names.length > 0 ? names.toSorted().join(', ') : 'none yet';
    process.stderr.write(
      `npm run soak -- NAME [PART] [--seed N] [--seconds N] [--kills N]\nNames: ${known}\n`,
    );
    return 2;
  }
  const { soak } = (await import(join(folder, `${name}.ts`))) as { readonly soak: Soak };
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abort.abort());
  const log = (line: string): unknown => process.stdout.write(`${line}\n`);
  log(`${name}: seed ${seed}, ${seconds} s`);
  try {
    await soak({ ...wanted, log, signal: abort.signal }).catch((error: unknown) => {
      // What it had started was ended with it.
      if (!abort.signal.aborted || !(error instanceof Error) || error.name !== 'AbortError') throw error;
    });
    log(`${name}: ${abort.signal.aborted ? 'stopped' : 'passed'}, seed ${seed}`);
    return 0;
  } catch (error) {
    log(`${name}: FAILED, seed ${seed}`);
    throw error;
  }
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  return 1;
});
