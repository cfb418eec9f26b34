/** Where a project stands. */
export const stages = [
  'announced',
  'running',
  'suspended',
  'exiting',
  'exited',
  'stopped',
  'refused',
  'withdrawn',
] as const;

/** One of them. */
export type Stage = (typeof stages)[number];

/** What can become of a project. */
export type Move =
  | 'admit'
  | 'refuse'
  | 'withdraw'
  | 'suspend'
  | 'resume'
  | 'stop'
  | 'ask-exit'
  | 'give-up-exit'
  | 'exit'
  | 'restore';

const moves: Readonly<Record<Move, { readonly from: readonly Stage[]; readonly to: Stage }>> = {
  admit: { from: ['announced'], to: 'running' },
  refuse: { from: ['announced'], to: 'refused' },
  withdraw: { from: ['announced', 'running', 'suspended'], to: 'withdrawn' },
  suspend: { from: ['running', 'exiting'], to: 'suspended' },
  resume: { from: ['suspended'], to: 'running' },
  stop: { from: ['running', 'suspended', 'exiting'], to: 'stopped' },
  'ask-exit': { from: ['running'], to: 'exiting' },
  'give-up-exit': { from: ['exiting'], to: 'running' },
  exit: { from: ['exiting'], to: 'exited' },
  restore: { from: ['refused', 'stopped'], to: 'running' },
};

/** The stage after a move; undefined where it cannot be made from there. */
export function moved(stage: Stage, move: Move): Stage | undefined {
  const { from, to } = moves[move];
  return from.includes(stage) ? to : undefined;
}

/** Stages in which customers are served, and a project is watched. */
export const liveStages: readonly Stage[] = ['running', 'suspended', 'exiting'];

/** Days after a refusal or a stop in which an appeal may be made. */
const appealDays = 60;

/** A request about a project, and whether it may be made of it now. */
export type Wants = 'exit' | 'extension' | 'change' | 'appeal';

/** Whether a request fits where a project stands; the instant of its stage counts for appeals. */
export function mayAsk(
  wants: Wants,
  { stage, stageAtMs }: { readonly stage: Stage; readonly stageAtMs: number },
  nowMs: number,
): boolean {
  if (wants === 'appeal')
    return (
      (stage === 'refused' || stage === 'stopped') && nowMs - stageAtMs <= appealDays * 24 * 60 * 60 * 1_000
    );
  return wants === 'change' ? stage === 'running' || stage === 'suspended' : stage === 'running';
}
