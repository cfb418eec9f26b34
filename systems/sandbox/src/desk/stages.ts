import type { Stage } from '../project/domain.ts';

/** What every pilot goes through, in the order of the plan. */
export const parts = [
  'declaration',
  'admission',
  'disclosure',
  'complaints',
  'public',
  'data',
  'models',
  'risk',
  'exit',
] as const;

/** One of the nine. */
export type Part = (typeof parts)[number];

/** How a project stands to one of the nine; `failed` where it ended there. */
export type PartState = 'done' | 'running' | 'waiting' | 'failed';

/** All nine, in their order. */
export type PartLine = readonly { readonly part: Part; readonly state: PartState }[];

const live: readonly Stage[] = ['running', 'suspended', 'exiting'];
/** What goes on from the announcement, and not from the admission. */
const announced: readonly Part[] = ['disclosure', 'complaints', 'public'];

/** Where a project stands in each of the nine; whether it was ever admitted says what a withdrawn one had behind it. */
export function partLine(stage: Stage, wasAdmitted: boolean): PartLine {
  return parts.map((part) => ({ part, state: stateOf(part, stage, wasAdmitted) }));
}

function stateOf(part: Part, stage: Stage, wasAdmitted: boolean): PartState {
  if (part === 'declaration') return 'done';
  if (part === 'admission') {
    if (wasAdmitted) return 'done';
    return stage === 'announced' ? 'running' : 'failed';
  }
  if (part === 'exit') {
    if (stage === 'exited') return 'done';
    if (stage === 'exiting') return 'running';
    return wasAdmitted && (stage === 'stopped' || stage === 'withdrawn') ? 'failed' : 'waiting';
  }
  if (live.includes(stage)) return 'running';
  const hasBegun = wasAdmitted || announced.includes(part);
  if (!hasBegun) return 'waiting';
  return stage === 'announced' ? 'running' : 'done';
}
