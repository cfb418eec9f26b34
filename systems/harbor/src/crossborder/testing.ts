import { type AssessmentDraft, type Filing, findingPoints, type TransferFacts } from './facts.ts';

/** An assessment that finds nothing amiss, of few persons and nothing special. */
export function assessment(
  facts: Partial<TransferFacts> = {},
  rest: Partial<Omit<AssessmentDraft, 'facts'>> = {},
): AssessmentDraft {
  return {
    facts: {
      important: false,
      criticalOperator: false,
      exemption: 'none',
      personal: 100,
      sensitive: 0,
      ...facts,
    },
    findings: findingPoints.map((point) => ({ point, isAdequate: true, note: 'Looked into' })),
    filing: null,
    ...rest,
  };
}

/** Something filed, until an instant. */
export function filing(kind: Filing['kind'], validUntil = '2030-01-01T00:00:00Z'): Filing {
  return { kind, number: 'GD-2026-0001', validUntil };
}
