import type { ProcedureView } from '@finharbor/casework/contract';

type State = ProcedureView['states'][number];
type Drawn = Pick<ProcedureView, 'states' | 'steps'>;

const good = ['granted', 'done'];

/**
 * The states a case passes when nothing goes wrong, by the shortest way through the state it is in: from the first to there, and from
 * there to a good end, or to any where none is in reach. `at` is the place of the state it is in.
 */
export function wayOf(
  { states, steps }: Drawn,
  state: string,
): { readonly states: readonly State[]; readonly at: number } {
  const next = (from: string): readonly string[] =>
    steps.filter((step) => step.from.includes(from)).map(({ to }) => to);
  const endsWell = (name: string): boolean =>
    good.includes(states.find((one) => one.name === name)?.ends ?? '');
  const ends = (name: string): boolean => states.find((one) => one.name === name)?.ends !== null;
  const there = shortest(states[0]!.name, next, (name) => name === state) ?? [state];
  const on = shortest(state, next, endsWell) ?? shortest(state, next, ends) ?? [state];
  const names = [...there, ...on.slice(1)];
  return { states: names.map((name) => states.find((one) => one.name === name)!), at: there.length - 1 };
}

function shortest(
  from: string,
  next: (state: string) => readonly string[],
  isThere: (state: string) => boolean,
): readonly string[] | undefined {
  const seen = new Set([from]);
  let ways: readonly (readonly string[])[] = [[from]];
  while (ways.length > 0) {
    const found = ways.find((way) => isThere(way.at(-1)!));
    if (found) return found;
    ways = ways.flatMap((way) =>
      next(way.at(-1)!).flatMap((state) => {
        if (seen.has(state)) return [];
        seen.add(state);
        return [[...way, state]];
      }),
    );
  }
  return undefined;
}
