/** How many tests the kit runs; two more are declared and switched off in it. */
const wanted = 65;

/** What the kit printed, read. */
export type Verdict = {
  /** In the kit's order. */
  readonly tests: readonly { readonly name: string; readonly passed: boolean }[];
  /** The kit's own sums; undefined where it did not come to print them. */
  readonly passed: number | undefined;
  readonly failed: number | undefined;
  readonly isComplete: boolean;
  /** What the kit says of each failure. */
  readonly failures: readonly string[];
};

const stamp = /^\[\d{4}-[^\]]*\] ?/;

/** Reads one line of the kit: a test that has ended. */
export function testEnded(line: string): Verdict['tests'][number] | undefined {
  const [, outcome, name] = /^(SUCCESSFUL|FAILED|ABORTED): (\S+)$/.exec(line.replace(stamp, '')) ?? [];
  return name === undefined ? undefined : { name, passed: outcome === 'SUCCESSFUL' };
}

/** Reads all that the kit printed. Only its own sums make it complete: every test there is, none of them failed. */
export function readVerdict(lines: readonly string[]): Verdict {
  const plain = lines.map((line) => line.replace(stamp, '').trim()).filter((line) => line !== '');
  const sum = (what: string): number | undefined => {
    const found = plain.map((line) => new RegExp(`^${what} tests: (\\d+)$`).exec(line)?.[1]);
    const [count] = found.filter((text) => text !== undefined);
    return count === undefined ? undefined : Number(count);
  };
  const [passed, failed] = [sum('Passed'), sum('Failed')];
  const isComplete = passed === wanted && failed === 0;
  const from = plain.indexOf('Failures:');
  const failures = from < 0 ? [] : plain.slice(from + 1).filter((line) => line !== 'Test run complete');
  return { tests: lines.flatMap((line) => testEnded(line) ?? []), passed, failed, isComplete, failures };
}

/** A row for each group of tests, such as `CN_C:02`: how many of it passed, and which did not. */
export function table({ tests }: Verdict): readonly string[] {
  const groups = Map.groupBy(tests, ({ name }) => name.slice(0, name.lastIndexOf('-')));
  return [...groups].toSorted().map(([group, members]) => {
    const lost = members.filter(({ passed }) => !passed).map(({ name }) => name);
    const count = `${members.length - lost.length} of ${members.length}`;
    return `  ${group.padEnd(8)} ${count.padStart(8)}${lost.length > 0 ? `   failed: ${lost.join(', ')}` : ''}`;
  });
}
