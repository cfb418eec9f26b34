import { type Decision, judge, type PolicyRequest } from './evaluate.ts';
import type { Policy } from './model.ts';
import { readPolicy } from './read.ts';
import { type Atom, atomsOf, type UnderstoodPolicy } from './understood.ts';

/**
 * The first instant after `facts.nowMs` at which the decision on this request turns by time alone, with every other fact as it is;
 * undefined where time changes nothing. A transfer that runs is stopped then, not at its next use.
 */
export function expiresAt(policy: Policy, request: PolicyRequest): number | undefined {
  const reading = readPolicy(policy);
  const { nowMs } = request.facts;
  if (reading.kind === 'refused' || nowMs === undefined) return undefined;
  const kindAt = (atMs: number): Decision['kind'] =>
    judge(reading.policy, { ...request, facts: { ...request.facts, nowMs: atMs } }).kind;
  const now = kindAt(nowMs);
  return turnsOf(reading.policy, request.facts.agreedAtMs)
    .filter((atMs) => atMs > nowMs)
    .toSorted((a, b) => a - b)
    .find((atMs) => kindAt(atMs) !== now);
}

/** The instants at which a condition on time turns: its own, and the millisecond after. */
function turnsOf({ permissions, prohibitions }: UnderstoodPolicy, agreedAtMs: number | undefined): number[] {
  const atoms = [...permissions, ...prohibitions].flatMap(({ conditions }) => atomsOf(conditions));
  return atoms.flatMap((atom) => turnOf(atom, agreedAtMs));
}

function turnOf({ operand, right: [value] }: Atom, agreedAtMs = Number.NaN): readonly number[] {
  if (!operand.reads.includes('nowMs')) return [];
  const startMs = operand.reads.includes('agreedAtMs') ? agreedAtMs : 0;
  const turnMs = startMs + Number(value);
  return Number.isFinite(turnMs) ? [turnMs, turnMs + 1] : [];
}
