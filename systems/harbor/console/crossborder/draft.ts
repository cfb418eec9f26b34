import { type AssessmentDraft, exemptions, findingPoints } from '@finharbor/harbor/contract';
import { z } from 'zod';

const filed = ['none', 'standard_contract', 'certification', 'security_assessment'] as const;
/** What may have been filed, as it is chosen. */
export const filedKinds: readonly (typeof filed)[number][] = filed;

/** A self-assessment as it is filled in: what is not said yet is not there. */
export type TransferDraft = {
  readonly important?: boolean | undefined;
  readonly criticalOperator?: boolean | undefined;
  readonly exemption: (typeof exemptions)[number];
  readonly personal?: number | undefined;
  readonly sensitive?: number | undefined;
  readonly findings: readonly {
    readonly point: (typeof findingPoints)[number];
    readonly isAdequate?: boolean | undefined;
    readonly note: string;
  }[];
  readonly filed: (typeof filed)[number];
  readonly number: string;
  /** The last day on which what was filed holds. */
  readonly until?: string | undefined;
};

/** The draft one begins with. */
export const firstDraft: TransferDraft = {
  exemption: 'none',
  findings: findingPoints.map((point) => ({ point, note: '' })),
  filed: 'none',
  number: '',
};

// Of a draft only the form counts: it may be half filled in.
const form: z.ZodType<TransferDraft> = z.strictObject({
  important: z.boolean().optional(),
  criticalOperator: z.boolean().optional(),
  exemption: z.enum(exemptions),
  personal: z.number().optional(),
  sensitive: z.number().optional(),
  findings: z
    .array(
      z.strictObject({ point: z.enum(findingPoints), isAdequate: z.boolean().optional(), note: z.string() }),
    )
    .length(findingPoints.length),
  filed: z.enum(filed),
  number: z.string(),
  until: z.string().optional(),
});

/** A draft as it was kept. */
export function readDraft(kept: unknown): TransferDraft | undefined {
  return form.safeParse(kept).data;
}

/** What the path depends on, once all of it is said. */
export function factsOf(draft: TransferDraft): AssessmentDraft['facts'] | undefined {
  const { important, criticalOperator, exemption, personal, sensitive } = draft;
  if (important === undefined || criticalOperator === undefined) return undefined;
  if (personal === undefined || sensitive === undefined) return undefined;
  return { important, criticalOperator, exemption, personal, sensitive };
}

/** The names of the fields that are still to be filled in, in the form's order. */
export function missingIn(draft: TransferDraft): readonly string[] {
  const isFiled = draft.filed !== 'none';
  const fields: readonly (readonly [name: string, isMissing: boolean])[] = [
    ['important', draft.important === undefined],
    ['criticalOperator', draft.criticalOperator === undefined],
    ['personal', draft.personal === undefined],
    ['sensitive', draft.sensitive === undefined],
    ...draft.findings.flatMap(({ point, isAdequate, note }): [string, boolean][] => [
      [`adequate-${point}`, isAdequate === undefined],
      [`note-${point}`, note.trim() === ''],
    ]),
    ['number', isFiled && draft.number.trim() === ''],
    ['until', isFiled && draft.until === undefined],
  ];
  return fields.filter(([, isMissing]) => isMissing).map(([name]) => name);
}

/** What is signed. The draft must miss nothing. */
export function assessmentOf(draft: TransferDraft): AssessmentDraft {
  const { filed: kind, number, until } = draft;
  return {
    facts: factsOf(draft)!,
    findings: draft.findings.map(({ point, isAdequate, note }) => ({
      point,
      isAdequate: isAdequate === true,
      note: note.trim(),
    })),
    // To the end of that day in China Standard Time.
    filing: kind === 'none' ? null : { kind, number: number.trim(), validUntil: `${until}T15:59:59Z` },
  };
}
