/** What became of one row. */
export type Outcome<Row> =
  | { readonly kind: 'done'; readonly row: Row }
  | { readonly kind: 'failed'; readonly row: Row; readonly error: unknown };

type Run<Row> = {
  readonly rows: readonly Row[];
  readonly run: (row: Row) => Promise<unknown>;
  /** How many are under way at a time. */
  readonly atOnce: number;
  readonly signal: AbortSignal;
  readonly onOutcome: (outcome: Outcome<Row>) => void;
};

/** Does something with every row; one that fails stops no other. Once it is aborted no further row is begun; those begun are told of. */
export async function runOnRows<Row>({ rows, run, atOnce, signal, onOutcome }: Run<Row>): Promise<void> {
  const waiting = rows.values();
  const worker = async (): Promise<void> => {
    for (const row of waiting) {
      onOutcome(
        await run(row).then(
          () => ({ kind: 'done' as const, row }),
          (error: unknown) => ({ kind: 'failed' as const, row, error }),
        ),
      );
      if (signal.aborted) return;
    }
  };
  if (!signal.aborted) await Promise.all(Array.from({ length: atOnce }, worker));
}
