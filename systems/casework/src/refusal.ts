import type { CaseRefusal } from '@finharbor/cases';
import { FinharborError } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import { caseworkErrors } from './errors.ts';

/**
 * A refusal as the wire has it, in both languages. Codes that are a procedure's own are unknown to the table of errors: they go out as
 * `case.not_yet`, and the procedure's code stands in the first of `errors`.
 */
export function problemOf({ code, text, fields = [] }: Omit<CaseRefusal, 'kind'>): FinharborError {
  const isKnown = Object.hasOwn(caseworkErrors, code);
  return new FinharborError({
    code: isKnown ? code : 'case.not_yet',
    publicMessage: `${text.en} ${text.zh}`,
    fields: isKnown ? fields : [{ pointer: '', detail: code }, ...fields],
  });
}

/** Refuses in both languages, and says at which field. */
export function refuse(code: string, text: Bilingual, pointer?: string): never {
  const fields = pointer === undefined ? [] : [{ pointer, detail: `${text.en} ${text.zh}` }];
  throw problemOf({ code, text, fields });
}

/** The one answer for a case that is not there, not the caller's, or not for the caller's eyes. */
export function noCase(): never {
  return refuse('case.not_found', { en: 'There is no such case.', zh: '没有这个事项。' });
}
