import type { CheckResult } from './checks.ts';
import type { TestEvent } from './events.ts';
import type { FileResult } from './files.ts';

/** Collects what became of every step, prints as it goes, and writes the closing lines. */
export type Report = {
  readonly heading: (title: string) => void;
  readonly check: (name: string, result: CheckResult) => void;
  readonly file: (result: FileResult) => void;
  /** Something outside of checks and tests went wrong; counts as one failure. */
  readonly fault: (what: string, error: unknown) => void;
  /** Prints the failures, the skipped tests, the slowest files and the tally; returns the exit code. */
  readonly close: (seconds: number) => number;
};

type Failure = { readonly title: string; readonly detail: string };

const slowestShown = 10;

/** A report that writes to `print`, one call a line. */
export function createReport(print: (line: string) => void): Report {
  const failures: Failure[] = [];
  const files: FileResult[] = [];
  let checksPassed = 0;
  return {
    heading: (title) => print(`\n== ${title}`),
    check(name, { passed, output, seconds }) {
      print(`${passed ? 'ok  ' : 'FAIL'} ${name}  ${timeText(seconds)}`);
      if (passed) checksPassed += 1;
      else failures.push({ title: name, detail: output.trimEnd() });
    },
    file(result) {
      files.push(result);
      for (const line of fileLines(result)) print(line);
      failures.push(...fileFailures(result));
    },
    fault(what, error) {
      print(`FAIL ${what}`);
      failures.push({
        title: what,
        detail: error instanceof Error ? (error.stack ?? error.message) : `${error}`,
      });
    },
    close(seconds) {
      const tests = files.flatMap((file) => file.tests);
      const skipped = tests.filter((test) => test.outcome === 'skipped').length;
      const passed = tests.filter((test) => test.outcome === 'passed').length + checksPassed;
      for (const line of failureLines(failures)) print(line);
      for (const line of slowestLines(files)) print(line);
      print(`\nTook ${timeText(seconds)}.`);
      print(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
      return failures.length > 0 || passed === 0 ? 1 : 0;
    },
  };
}

function fileLines({ file, seconds, tests }: FileResult): readonly string[] {
  const count = (outcome: TestEvent['outcome']): number =>
    tests.filter((test) => test.outcome === outcome).length;
  const failed = count('failed');
  const counts = `${count('passed')} passed${failed > 0 ? `, ${failed} failed` : ''}`;
  const skipped = tests.filter((test) => test.outcome === 'skipped');
  return [
    `${failed > 0 ? 'FAIL' : 'ok  '} ${file}  ${counts}  ${timeText(seconds)}`,
    ...skipped.map((test) => `     skipped: ${test.name} (${test.detail})`),
  ];
}

function fileFailures({ file, tests, output }: FileResult): readonly Failure[] {
  const failed = tests.filter((test) => test.outcome === 'failed');
  return failed.map((test, index) => {
    // Once per file: seeds and logs of its other tests may stand there too.
    const printed =
      index === failed.length - 1 && output.trim() !== '' ? `\n-- printed by ${file}\n${output}` : '';
    return { title: `${file} › ${test.name}`, detail: `${test.detail}${printed}`.trimEnd() };
  });
}

function failureLines(failures: readonly Failure[]): readonly string[] {
  if (failures.length === 0) return [];
  return ['\n== Failures', ...failures.flatMap(({ title, detail }) => [`\n✖ ${title}`, indent(detail)])];
}

function slowestLines(files: readonly FileResult[]): readonly string[] {
  if (files.length < 2) return [];
  const slowest = files.toSorted((a, b) => b.seconds - a.seconds).slice(0, slowestShown);
  return [
    '\n== Slowest files',
    ...slowest.map((file) => `${timeText(file.seconds).padStart(8)}  ${file.file}`),
  ];
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

function timeText(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
