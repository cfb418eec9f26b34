export { grant } from './grant.ts';
export { type TestCases, testCases } from './test-cases.ts';
