export { grant } from './grant.ts';
export { grantMigration, nextGrant, sketchedGrant } from './grant-next.ts';
export { archive, samples } from './sample-files.ts';
export { tablesWith } from './tables-with.ts';
export { noting, type TestCases, testCases } from './test-cases.ts';
export { type Dice, diceOf } from './walk/dice.ts';
export { type Walk, type Walked, walk } from './walk/walk.ts';
