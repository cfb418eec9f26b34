import {
  checkLine,
  type LineEvidence,
  type LineVerdict,
  type StatementLine,
} from '@finharbor/harbor/contract';
import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import type { StatementSource } from './source.ts';

/** What came of checking each line, by its id. */
export type Verdicts = ReadonlyMap<string, LineVerdict>;

/** Checks a statement in this page: it reads what proves the lines and believes no more than the keys of the log and its witnesses. */
export function useCheck(
  source: StatementSource,
): UseMutationResult<Verdicts, Error, readonly StatementLine[]> {
  return useMutation({
    async mutationFn(lines: readonly StatementLine[]): Promise<Verdicts> {
      const [trust, evidence] = await Promise.all([source.trust(), readAll(source)]);
      const verdicts = await Promise.all(
        lines.map(async (line) => [line.id, await checkLine(line, evidence.get(line.id), trust)] as const),
      );
      return new Map(verdicts);
    },
  });
}

async function readAll({ evidence }: StatementSource): Promise<ReadonlyMap<string, LineEvidence>> {
  const found = new Map<string, LineEvidence>();
  for (let after: string | undefined; ; ) {
    const some = await evidence(after);
    for (const one of some) found.set(one.id, one);
    after = some.at(-1)?.id;
    if (after === undefined) return found;
  }
}
