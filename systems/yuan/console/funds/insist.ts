import { type FieldError, FinharborError } from '@finharbor/kernel/contract';

/** Refuses a form before it is sent, with a fault at each wrong field: its name, whether it is right, and what to say otherwise. */
export function insist(checks: readonly (readonly [string, boolean, string])[]): void {
  const fields: FieldError[] = checks.flatMap(([field, isRight, detail]) =>
    isRight ? [] : [{ pointer: `/${field}`, detail }],
  );
  if (fields.length > 0) throw new FinharborError({ code: 'request.invalid', publicMessage: '', fields });
}
