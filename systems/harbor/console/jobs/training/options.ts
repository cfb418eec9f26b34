import {
  type ContractView,
  type PointsOpening,
  pointsOpenedTo,
  pointsOpenings,
  type TrainingOptions,
} from '@finharbor/harbor/contract';

/** Options as they are changed; undefined takes one back to the usual. */
export type OptionsPart = { readonly [K in keyof TrainingOptions]?: TrainingOptions[K] | undefined };

/** Options with some of them changed. */
export function changedOptions(options: TrainingOptions, part: OptionsPart): TrainingOptions {
  const all = Object.entries({ ...options, ...part });
  return Object.fromEntries(all.filter(([, value]) => value !== undefined)) as TrainingOptions;
}

type Terms = { readonly body: Pick<ContractView['body'], 'constraints'> };

/** Whom a training under the contract may open its scorecard to, from nobody on. */
export function openingsUnder({ body }: Terms): readonly PointsOpening[] {
  return pointsOpenings.slice(0, pointsOpenings.indexOf(pointsOpenedTo(body)) + 1);
}

/** Options less an opening that the contract does not allow. */
export function withinContract(options: TrainingOptions, contract: Terms): TrainingOptions {
  const isAllowed = openingsUnder(contract).includes(options.opened ?? 'nobody');
  return isAllowed ? options : changedOptions(options, { opened: undefined });
}
