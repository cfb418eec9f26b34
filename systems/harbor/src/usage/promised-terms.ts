import type { Constraint } from '../documents.ts';

/** Terms that no node can enforce once a result is delivered. The operand table says the same; it is not asked here, for every page loads this. */
export const promisedTerms: ReadonlySet<Constraint['name']> = new Set(['onward_transfer', 'retention_days']);
