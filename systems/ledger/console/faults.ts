import { type FieldError, FinharborError } from '@finharbor/kernel/contract';

/** A field, and what is wrong with it if anything is. */
export type Check = readonly [field: string, isRight: boolean, otherwise: string];

/** Refuses a form before it is sent, with a fault at each wrong field. */
export function insist(checks: readonly Check[]): void {
  const fields: FieldError[] = checks.flatMap(([field, isRight, detail]) =>
    isRight ? [] : [{ pointer: `/${field}`, detail }],
  );
  if (fields.length > 0) throw new FinharborError({ code: 'request.invalid', publicMessage: '', fields });
}
