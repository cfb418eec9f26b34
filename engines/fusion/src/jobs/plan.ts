import { FinharborError } from '@finharbor/kernel';
import { ecdhMostIds } from '../ecdh/party.ts';
import { areEdges, mostEdges, mostSum, type ValueTerms } from '../ecdh/sum.ts';
import type { JoinKind } from '../intersect/join.ts';
import { protocols } from '../intersect/protocols.ts';
import type { Adversary, Learns, Protocol } from '../intersect/session.ts';
import { type KeyKind, keyKinds } from '../keys/keys.ts';
import { demand, whole } from '../plan-check.ts';
import { mostShards } from '../shards/layout.ts';

/** What one party brings to an intersection and what it takes from it. */
export type IntersectionSide = {
  readonly party: string;
  /** Which table, in words; the other side reads it before it agrees. */
  readonly holds: string;
  /** With fewer usable rows nothing is intersected: few keys are questions about single persons. */
  readonly fewestRows: number;
  /** With more usable rows nothing is intersected, so that nobody tries all keys there are. */
  readonly mostRows: number;
  /** Which of its own rows it gets; `nothing` where it is not to learn which keys both hold. */
  readonly result: JoinKind | 'nothing';
};

/** Numbers of the party that does not receive, one a row; `most` and `edges` are in units of 10^-decimals. */
export type SummedColumn = ValueTerms & {
  /** Which column, in words; the other side reads it before it agrees. */
  readonly holds: string;
  /** Digits behind the point that count; a number with more of them is refused, none is rounded. */
  readonly decimals: number;
};

/**
 * What comes out of a job. All but rows without a threshold goes over ECDH, with semi-honest parties and at most 2^20 rows a side, which
 * keep both at work for some minutes.
 */
export type IntersectionOperation =
  /** Each side's `result`; with `atLeast` only where both hold so many keys, which is found out before any row is told. */
  | { readonly kind: 'rows'; readonly atLeast?: number }
  /** How many keys both hold, and nobody learns which. */
  | { readonly kind: 'count'; readonly learns: Learns }
  /** Sum, mean and, with edges, a histogram of a column over the keys that both hold, where these are at least `atLeast`. */
  | {
      readonly kind: 'sum';
      readonly learns: Learns;
      readonly atLeast: number;
      readonly column: SummedColumn;
    };

/** What both parties of an intersection agree on beforehand; its hash is compared before anything else. */
export type IntersectionPlan = {
  readonly kind: 'intersection';
  /** The contract it is done under, and its name there. */
  readonly contract: string;
  readonly job: string;
  readonly key: KeyKind;
  /** The roster: two parties, in the order both agree on. */
  readonly sides: readonly [IntersectionSide, IntersectionSide];
  /** The party that learns first; cheaper where it is the one with fewer rows. */
  readonly receiver: string;
  /** `auto` leaves it to the engine, which takes what `jobProtocol` says for the rows that the parties turn out to have. */
  readonly protocol: Protocol | 'auto';
  readonly adversary: Adversary;
  /** Rows without a threshold unless told. */
  readonly operation?: IntersectionOperation;
  /**
   * A column that both inner results get, with a name for each row's key that is the same on both sides, means nothing elsewhere, and
   * whose order the rows are in. A left join has it too, in the order of the table.
   */
  readonly rowColumn?: string;
  /** About so many rows of the larger table make a shard; each takes the receiver some 600 bytes of memory. 2^20 is a good number. */
  readonly shardRows: number;
  /**
   * How often each shard may be tried, 1 to 1000; crashes take a few. Each time, a receiver whose program was changed learns of
   * other keys, so this bounds what `mostRows` alone would not.
   */
  readonly mostAttempts: number;
};

const shardLimits = { least: 2 ** 10, most: 2 ** 21 };

/** Refuses a plan that cannot be run. Errors: `fusion.bad_plan`, with the wrong field. */
export function checkIntersectionPlan(plan: IntersectionPlan): void {
  const { sides, receiver } = plan;
  demand(plan.contract !== '', '/contract', 'must be named');
  demand(plan.job !== '', '/job', 'must be named');
  demand(keyKinds.includes(plan.key), '/key', `one of ${keyKinds.join(', ')}`);
  demand(sides.length === 2 && sides[0].party !== sides[1].party, '/sides', 'two parties');
  const { least, most } = shardLimits;
  demand(whole(plan.shardRows, [least, most]), '/shardRows', `a whole number from ${least} to ${most}`);
  demand(whole(plan.mostAttempts, [1, 1000]), '/mostAttempts', 'a whole number from 1 to 1000');
  const largest = mostShards * plan.shardRows;
  for (const [k, side] of sides.entries()) {
    const at = `/sides/${k}`;
    demand(side.party !== '', `${at}/party`, 'must be named');
    demand(side.holds !== '', `${at}/holds`, 'must say what the party brings');
    demand(
      whole(side.mostRows, [1, largest]),
      `${at}/mostRows`,
      `a whole number from 1 to ${largest}, which is ${mostShards} shards`,
    );
    demand(
      whole(side.fewestRows, [1, side.mostRows]),
      `${at}/fewestRows`,
      'a whole number from 1 to mostRows',
    );
    demand(['inner', 'left', 'anti', 'nothing'].includes(side.result), `${at}/result`, 'a join or nothing');
  }
  const learning = sides.find(({ party }) => party === receiver);
  demand(learning !== undefined, '/receiver', 'must be one of the parties');
  demand(['malicious', 'semi-honest'].includes(plan.adversary), '/adversary', 'malicious or semi-honest');
  checkProtocol(plan);
  const operation = operationOf(plan);
  demand(['rows', 'count', 'sum'].includes(operation.kind), '/operation/kind', 'rows, count or sum');
  if (operation.kind === 'rows') {
    demand(learning!.result !== 'nothing', '/receiver', 'must get a result');
    if (operation.atLeast !== undefined) checkThreshold(plan, operation.atLeast);
    if (plan.rowColumn !== undefined) checkRowColumn(plan, plan.rowColumn);
  } else checkFigures(plan, operation);
}

function checkProtocol({ protocol, adversary, sides }: IntersectionPlan): void {
  if (protocol === 'auto') return;
  demand(Object.hasOwn(protocols, protocol), '/protocol', `auto, ${Object.keys(protocols).join(', ')}`);
  const { name, adversaries } = protocols[protocol];
  demand(adversaries.includes(adversary), '/protocol', `${name} does not hold against a ${adversary} peer`);
  if (protocol === 'ecdh') demandFew(sides);
}

/** Whoever asks for more would wait for minutes where the other protocols take seconds. */
function demandFew(sides: IntersectionPlan['sides']): void {
  for (const [k, { mostRows }] of sides.entries())
    demand(
      mostRows <= ecdhMostIds,
      `/sides/${k}/mostRows`,
      `at most ${ecdhMostIds} rows where ECDH is needed: it takes over a minute for a million`,
    );
}

function checkThreshold({ adversary, sides }: IntersectionPlan, atLeast: number): void {
  demand(whole(atLeast, [1, ecdhMostIds]), '/operation/atLeast', `a whole number from 1 to ${ecdhMostIds}`);
  demand(adversary === 'semi-honest', '/adversary', 'semi-honest, for it rests on a word of the receiver');
  demandFew(sides);
}

function checkRowColumn({ sides }: IntersectionPlan, name: string): void {
  demand(name !== '', '/rowColumn', 'must be named');
  const joins = sides.every(({ result }) => result === 'inner' || result === 'left');
  demand(joins, '/rowColumn', 'needs an inner or a left join on both sides');
}

function checkFigures(
  plan: IntersectionPlan,
  operation: Exclude<IntersectionOperation, { readonly kind: 'rows' }>,
): void {
  const { sides, adversary, protocol, rowColumn } = plan;
  for (const [k, { result }] of sides.entries())
    demand(result === 'nothing', `/sides/${k}/result`, 'nothing, for only figures are told');
  demand(['receiver', 'both'].includes(operation.learns), '/operation/learns', 'receiver or both');
  demand(adversary === 'semi-honest', '/adversary', 'semi-honest, which is all that figures hold against');
  demand(protocol === 'auto' || protocol === 'ecdh', '/protocol', 'ecdh, the only one that tells figures');
  demand(rowColumn === undefined, '/rowColumn', 'there are no rows to name');
  demandFew(sides);
  if (operation.kind === 'count') return;
  const { atLeast, column } = operation;
  checkThreshold(plan, atLeast);
  demand(column.holds !== '', '/operation/column/holds', 'must say what the numbers are');
  demand(whole(column.decimals, [0, 6]), '/operation/column/decimals', 'a whole number from 0 to 6');
  demand(
    whole(column.most, [1, mostSum]),
    '/operation/column/most',
    `a whole number from 1 to ${mostSum}, divided by the rows of the smaller table`,
  );
  const edges = `at most ${mostEdges} ascending whole numbers`;
  demand(areEdges(column.edges ?? []), '/operation/column/edges', edges);
}

/** What the plan asks for. */
export function operationOf({ operation }: IntersectionPlan): IntersectionOperation {
  return operation ?? { kind: 'rows' };
}

/** A party's own side and the other one. Errors: `fusion.bad_mesh` for who has none. */
export function sidesOf(
  { sides }: IntersectionPlan,
  self: string,
): { readonly own: IntersectionSide; readonly other: IntersectionSide } {
  const own = sides.find(({ party }) => party === self);
  const other = sides.find(({ party }) => party !== self);
  if (own && other) return { own, other };
  throw new FinharborError({
    code: 'fusion.bad_mesh',
    publicMessage: 'This party does not take part in the plan.',
  });
}

/** Who learns which of its keys both hold. */
export function learnsOf({ sides }: Pick<IntersectionPlan, 'sides'>): Learns {
  return sides.every(({ result }) => result !== 'nothing') ? 'both' : 'receiver';
}
