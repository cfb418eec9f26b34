/** Classes of data by the harm their loss would do (GB/T 43697-2024). */
export const dataLevels = ['general', 'important', 'core'] as const;
/** One of them. */
export type DataLevel = (typeof dataLevels)[number];

/** What a compliance review looks at, in this order. */
export const reviewItems = [
  'personal_information',
  'important_data',
  'consent_basis',
  'classification',
  'sample_masked',
  'terms',
] as const;
/** One of them. */
export type ReviewItem = (typeof reviewItems)[number];

/** What the reviewer found; one that is not met says why. */
export type ReviewAnswer = {
  readonly item: ReviewItem;
  readonly verdict: 'met' | 'not_met' | 'not_applicable';
  readonly finding: string;
};

/** Whether a version may be listed on these answers: every item is answered once, none is unmet, and core data is traded nowhere. */
export function mayList(level: DataLevel, answers: readonly ReviewAnswer[]): boolean {
  const verdicts = new Map(answers.map(({ item, verdict }) => [item, verdict]));
  return (
    level !== 'core' &&
    answers.length === reviewItems.length &&
    reviewItems.every((item) => verdicts.has(item) && verdicts.get(item) !== 'not_met')
  );
}
