import { assumption } from '@finharbor/fusion';
import { canonicalJson, sha256 } from '@finharbor/kernel';
import type { Bilingual } from './documents.ts';

/** The sentence every operator accepts before its node takes part in a job. */
export const assumptionText: Bilingual = assumption;

/** What an acceptance refers to: SHA-256 of the sentence in both languages. */
export const acceptedAssumption: string = Buffer.from(sha256(canonicalJson({ ...assumption }))).toString(
  'hex',
);
