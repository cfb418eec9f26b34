import { FinharborError } from '@finharbor/kernel';
import type { JoinKind } from '../intersect/join.ts';
import type { Adversary, Learns } from '../intersect/session.ts';
import { type KeyKind, keyKinds } from '../keys/keys.ts';
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
  /** `auto` leaves it to the engine, which says what it took. */
  readonly protocol: 'auto' | 'rr22';
  readonly adversary: Adversary;
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
  demand(whole(plan.shardRows, least, most), '/shardRows', `a whole number from ${least} to ${most}`);
  demand(whole(plan.mostAttempts, 1, 1000), '/mostAttempts', 'a whole number from 1 to 1000');
  const largest = mostShards * plan.shardRows;
  for (const [k, side] of sides.entries()) {
    const at = `/sides/${k}`;
    demand(side.party !== '', `${at}/party`, 'must be named');
    demand(side.holds !== '', `${at}/holds`, 'must say what the party brings');
    demand(
      whole(side.mostRows, 1, largest),
      `${at}/mostRows`,
      `a whole number from 1 to ${largest}, which is ${mostShards} shards`,
    );
    demand(whole(side.fewestRows, 1, side.mostRows), `${at}/fewestRows`, 'a whole number from 1 to mostRows');
    demand(['inner', 'left', 'anti', 'nothing'].includes(side.result), `${at}/result`, 'a join or nothing');
  }
  const learning = sides.find(({ party }) => party === receiver);
  demand(learning !== undefined, '/receiver', 'must be one of the parties');
  demand(learning!.result !== 'nothing', '/receiver', 'must get a result');
  demand(['auto', 'rr22'].includes(plan.protocol), '/protocol', 'auto or rr22');
  demand(['malicious', 'semi-honest'].includes(plan.adversary), '/adversary', 'malicious or semi-honest');
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
export function learnsOf({ sides }: IntersectionPlan): Learns {
  return sides.every(({ result }) => result !== 'nothing') ? 'both' : 'receiver';
}

function whole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function demand(holds: boolean, pointer: string, detail: string): void {
  if (holds) return;
  throw new FinharborError({
    code: 'fusion.bad_plan',
    publicMessage: `The plan cannot be run: ${pointer.slice(1)}: ${detail}.`,
    fields: [{ pointer, detail }],
  });
}
