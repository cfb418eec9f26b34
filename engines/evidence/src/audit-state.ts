import { decodeBase64, decodeDecimal } from './bytes.ts';
import { hashesAt, tileWidth } from './tiles.ts';
import { type Frontier, frontierRoot, hashSize } from './tree.ts';

/**
 * How far an auditor has come: the right edge of the tree it has replayed, so that it goes on from there.
 * JSON-safe, under 50 kB; keep it where the log's operator cannot write.
 */
export type AuditState = {
  readonly size: number;
  readonly root: string;
  readonly partials: readonly string[];
};

/** The state of a replayed tree. */
export function auditState(frontier: Frontier): AuditState {
  return {
    size: frontier.size,
    root: frontierRoot(frontier).toBase64(),
    partials: frontier.partials.map((partial) => partial.toBase64()),
  };
}

/** The tree of a saved state; undefined where its parts do not fit together. */
export function frontierOf(state: AuditState): Frontier | undefined {
  const partials = state.partials.map(decodeBase64);
  if (decodeDecimal(String(state.size)) === undefined) return undefined;
  if (!partials.every((partial) => partial !== undefined)) return undefined;
  const fits = partials.every((partial, level) => {
    return partial.length === (hashesAt(level, state.size) % tileWidth) * hashSize;
  });
  const frontier = { size: state.size, partials };
  const complete = hashesAt(partials.length, state.size) === 0;
  return fits && complete && frontierRoot(frontier).toBase64() === state.root ? frontier : undefined;
}
