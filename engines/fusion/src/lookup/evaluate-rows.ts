import { open } from 'node:fs/promises';
import { fail } from '@finharbor/kernel';
import type { EvaluateTerms } from './evaluate-block.ts';
import { type Evaluators, startEvaluators } from './evaluators.ts';
import { type Block, blocksOf, chained, type LookupChange, type LookupRows } from './rows.ts';
import { placeBytes } from './shape.ts';
import { type WorkState, writeState } from './work-state.ts';

/** A preparation under way. */
export type Work = {
  readonly folder: string;
  /** Where evaluated rows go, one after the other. */
  readonly records: string;
  readonly rows: LookupRows<LookupChange>;
  readonly terms: EvaluateTerms;
  readonly workers: number;
  /** Told how many rows are evaluated. */
  readonly progress: (done: number) => void;
  readonly signal: AbortSignal | undefined;
};

/** Blocks after which what is done is made durable. */
const noteEvery = 8;

/**
 * Evaluates all rows from where `state` says, and returns how many there are. Records follow each other in the order of the
 * rows, so that the state is a number; whatever stands behind it in the file is written again.
 * Errors: `fusion.bad_id`, `fusion.bad_label`, `fusion.source_changed` where rows that were evaluated are no longer the same.
 */
export async function evaluateRows(work: Work, state: WorkState): Promise<WorkState> {
  const width = placeBytes + work.terms.payloadBytes;
  await using file = await open(work.records, state.rows === 0 ? 'w' : 'r+', 0o600);
  await file.truncate(state.rows * width);
  await using evaluators = await startEvaluators(work.terms, work.workers);
  let noted = state;
  let position = state.rows * width;
  const note = async (now: WorkState): Promise<void> => {
    if (now.blocks === noted.blocks) return;
    await file.sync();
    await writeState(work.folder, now);
    noted = now;
  };
  let now = state;
  try {
    for await (const { block, records } of evaluatedBlocks(work, state, evaluators)) {
      await file.write(records, 0, records.length, position);
      position += records.length;
      const rows = block.first + block.ids.length;
      now = { ...now, blocks: now.blocks + 1, rows, chain: chained(now.chain, block) };
      work.progress(now.rows);
      if (now.blocks % noteEvery === 0) await note(now);
      if (work.signal?.aborted)
        fail('fusion.stopped', 'The preparation was stopped; it goes on where it was.');
    }
  } finally {
    await note(now);
  }
  return now;
}

type EvaluatedBlock = { readonly block: Block; readonly records: Uint8Array };

/** The blocks beyond those done, evaluated, in their order. */
async function* evaluatedBlocks(
  { rows, terms }: Work,
  done: WorkState,
  evaluators: Evaluators,
): AsyncGenerator<EvaluatedBlock, void> {
  const underWay: Promise<EvaluatedBlock>[] = [];
  let [blocks, chain] = [0, ''];
  for await (const block of blocksOf(rows, terms.sealing.labelBytes)) {
    if (blocks < done.blocks) {
      chain = chained(chain, block);
      blocks += 1;
      if (blocks === done.blocks) mustBe(chain, done.chain);
      continue;
    }
    const evaluation = evaluators.evaluate(block).then((records) => ({ block, records }));
    // Awaited in its turn; until then its failure is nobody's.
    evaluation.catch(() => {});
    underWay.push(evaluation);
    if (underWay.length >= evaluators.depth) yield await underWay.shift()!;
  }
  if (blocks < done.blocks) mustBe(chain, done.chain);
  for (const evaluation of underWay) yield await evaluation;
}

function mustBe(chain: string, noted: string): void {
  if (chain !== noted)
    fail(
      'fusion.source_changed',
      'Rows that were evaluated before the interruption are no longer the same. Begin anew under another version.',
    );
}
