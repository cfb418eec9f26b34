import { FinharborError, fail } from '@finharbor/kernel';

/** Throws `fusion.bad_source`, naming the field of the source's description that is wrong. */
export function badSource(pointer: string, detail: string): never {
  throw new FinharborError({
    code: 'fusion.bad_source',
    publicMessage: `The table cannot be used: ${pointer.slice(1)}: ${detail}.`,
    fields: [{ pointer, detail }],
  });
}

/** Throws `fusion.source_changed`. */
export function sourceChanged(): never {
  return fail(
    'fusion.source_changed',
    'The table was changed since its keys were read. Begin the job anew in an empty folder.',
  );
}
