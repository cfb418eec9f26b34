import type { Selection, Source } from '@finharbor/fusion';
import { fail } from '@finharbor/kernel';
import type { ComputationStore, MatchedFirm } from '../computations.ts';

/** A data set's firms that have not withdrawn, as a table to intersect; the result's rows go into the party's own database. */
export function firmsSource(
  computations: ComputationStore,
  { product, job }: { readonly product: string; readonly job: string },
): Source {
  return {
    state: () => computations.firmsState(product),
    keys: () => computations.firms(product),
    async write(selection) {
      const changed = (): never =>
        fail(
          'fusion.source_changed',
          'The data set was changed, or a firm has withdrawn, since it was read. Run the job again.',
        );
      if ((await computations.firmsState(product)) !== selection.state) changed();
      const written = await computations.putRows(job, kept(computations.firms(product), selection));
      return (await computations.firmsState(product)) === selection.state ? written : changed();
    },
  };
}

async function* kept(
  firms: AsyncIterable<readonly string[]>,
  { kind, common }: Selection,
): AsyncGenerator<readonly MatchedFirm[], void> {
  let row = 0;
  for await (const batch of firms) {
    const marked = batch.map((uscc) => {
      const isCommon = (common[row >> 3]! & (0x80 >> (row & 7))) !== 0;
      row += 1;
      return { uscc, common: isCommon };
    });
    if (kind === 'left') yield marked;
    else
      yield marked
        .filter((firm) => firm.common === (kind === 'inner'))
        .map(({ uscc }) => ({ uscc, common: null }));
  }
}
