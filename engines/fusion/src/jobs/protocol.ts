import assert from 'node:assert/strict';
import { chooseProtocol } from '../intersect/choose.ts';
import type { Protocol } from '../intersect/session.ts';
import type { Bilingual } from '../scorecard/disclosures.ts';
import { paddedSize, partitionsFor, shardsFor } from '../shards/layout.ts';
import { type IntersectionPlan, operationOf } from './plan.ts';

/** What a job's shards go through, and why. */
export type JobProtocol = {
  readonly protocol: Protocol;
  readonly reason: Bilingual;
  readonly shards: number;
};

const figures: Bilingual = {
  en: 'Only ECDH tells a figure without the rows.',
  zh: '只有 ECDH 能在不透露数据行的前提下得出统计值。',
};

/**
 * What a plan's shards go through for so many usable rows of its two sides, in their order: both parties come to the same. Asked before
 * a plan is pinned, with the rows that are expected, it says what to put in the place of `auto`.
 */
export function jobProtocol(plan: IntersectionPlan, rows: readonly [number, number]): JobProtocol {
  if (operationOf(plan).kind !== 'rows') return { protocol: 'ecdh', reason: figures, shards: 1 };
  const { sides, shardRows, adversary, protocol: asked } = plan;
  const mostRows = Math.max(...sides.map((side) => side.mostRows));
  const shards = shardsFor(rows, { partitions: partitionsFor({ mostRows, shardRows }), shardRows });
  const sizes = rows.map((count) => paddedSize(count, shards));
  const receiver = sides.findIndex(({ party }) => party === plan.receiver);
  const choice = chooseProtocol({
    ...{ receiverSize: sizes[receiver]!, senderSize: sizes[1 - receiver]!, adversary, asked },
  });
  const { protocol } = choice;
  assert(protocol, 'whatever a checked plan allows fits a protocol');
  return { protocol, reason: ofEach(choice.reason, shards), shards };
}

function ofEach({ en, zh }: Bilingual, shards: number): Bilingual {
  if (shards === 1) return { en, zh };
  return { en: `For each of ${shards} shards: ${en}`, zh: `每个分片（共 ${shards} 个）：${zh}` };
}
