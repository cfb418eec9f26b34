import { binOf, type Figures, fitBinning, fitInTheClear } from '@finharbor/fusion';
import { type DemoFirm, demoFields, unitOf } from '@finharbor/server';

const smallestGroup = 50;

/**
 * The control: the same model fitted in the clear on the same rows and folds. Only the demonstration can do this, for it alone has all
 * the columns in one hand.
 */
export function controlFigures(firms: readonly DemoFirm[]): Promise<Figures> {
  const shared = firms.filter(({ heldBy }) => heldBy.bank && heldBy.tax && heldBy.social);
  const features = (['bank', 'tax', 'social'] as const).flatMap((party) =>
    demoFields[party].map(({ name, kind }) => {
      const column = shared.map(({ columns }) => columns[party][name] ?? null);
      const binning = fitBinning(column, { kind, minRows: smallestGroup });
      const bin = Uint8Array.from(column, (value) => binOf(binning, value));
      return { feature: name, bins: binning.labels.length, bin };
    }),
  );
  const outcome = {
    label: Uint8Array.from(shared, ({ chargedOff }) => (chargedOff ? 1 : 0)),
    fold: Uint8Array.from(shared, ({ loan }) => Math.floor(5 * unitOf('fold', loan))),
    period: Uint8Array.from(shared, ({ fiscalYear }) => (fiscalYear >= 2006 ? 1 : 0)),
  };
  return fitInTheClear(features, outcome, { folds: 5 });
}
