import { fail } from '@finharbor/kernel';

/** How many values were opened under one label. */
export type Opened = { readonly label: string; readonly count: number };

/** Counts what a session opens, and refuses what its plan does not declare. */
export type Transcript = {
  /** Errors: `fusion.undeclared_opening` for a label not declared or a count above the declared one. */
  readonly record: (label: string, count: number) => void;
  readonly opened: () => readonly Opened[];
};

/** A transcript held to the declared labels and counts. */
export function createTranscript(declared: readonly Opened[]): Transcript {
  const allowed = new Map(declared.map(({ label, count }) => [label, count]));
  const counts = new Map<string, number>();
  return {
    record(label, count) {
      const total = (counts.get(label) ?? 0) + count;
      if (total > (allowed.get(label) ?? -1))
        fail(
          'fusion.undeclared_opening',
          `The plan does not declare that ${total} values "${label}" are opened.`,
        );
      counts.set(label, total);
    },
    opened: () => [...counts].map(([label, count]) => ({ label, count })),
  };
}
