import { type FieldError, FinharborError } from '@finharbor/kernel/contract';

/** Fen of an amount in yuan as somebody writes it; undefined where it is none. */
export function fenIn(typed: string): bigint | undefined {
  const [, yuan, fen = ''] =
    /^([0-9]{1,12})(?:\.([0-9]{1,2}))?$/.exec(typed.trim().replaceAll(',', '')) ?? [];
  if (yuan === undefined) return undefined;
  const amount = BigInt(yuan) * 100n + BigInt(fen.padEnd(2, '0'));
  return amount > 0n ? amount : undefined;
}

/** Refuses a form before it is sent, with a fault at each wrong field. */
export function insist(
  checks: readonly (readonly [field: string, isRight: boolean, otherwise: string])[],
): void {
  const fields: FieldError[] = checks.flatMap(([field, isRight, detail]) =>
    isRight ? [] : [{ pointer: `/${field}`, detail }],
  );
  if (fields.length > 0) throw new FinharborError({ code: 'request.invalid', publicMessage: '', fields });
}
