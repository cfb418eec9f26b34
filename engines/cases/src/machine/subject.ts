import type { CaseFacts } from '../definition/procedure.ts';
import type { CaseState } from './state.ts';

/** A case and its names: what its guards and effects are told of it. */
export type Subject = {
  readonly id: string;
  readonly number: string;
  readonly state: CaseState;
  /** Somebody has objected to what it publishes, and that is not settled in its favour; asked where a term's end depends on it. */
  readonly isObjected?: boolean;
};

/** What guards and effects are told of a case. */
export function factsOf({ id, number, state }: Subject, atMs: number): CaseFacts {
  const documents = Object.fromEntries(
    Object.entries(state.documents).map(([name, files]) => [name, files.length]),
  );
  return { id, number, applicant: state.applicant, forms: state.forms, documents, atMs };
}
