import { FinharborError } from '@finharbor/kernel';

/** Refuses to plan a draft, for what is wrong with the field that `pointer` names. */
export function badPlan(pointer: string, detail: string): never {
  throw new FinharborError({
    code: 'fusion.bad_plan',
    publicMessage: `The plan cannot be run: ${pointer.slice(1)}: ${detail}.`,
    fields: [{ pointer, detail }],
  });
}
