export type { Breach } from './breach.ts';
export { type Plan, type Run, simulate } from './simulate.ts';
export { type ManyPlan, simulateMany } from './simulate-many.ts';
export type { Counts } from './world.ts';
