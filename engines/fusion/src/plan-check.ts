import { FinharborError } from '@finharbor/kernel';

/** Refuses a plan unless something holds. Errors: `fusion.bad_plan`, with the wrong field as a JSON pointer. */
export function demand(holds: boolean, pointer: string, detail: string): void {
  if (holds) return;
  throw new FinharborError({
    code: 'fusion.bad_plan',
    publicMessage: `The plan cannot be run: ${pointer.slice(1)}: ${detail}.`,
    fields: [{ pointer, detail }],
  });
}

/** Whether a value is a whole number from the first to the second. */
export function whole(value: number, [min, max]: readonly [number, number]): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
