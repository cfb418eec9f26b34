export type { Behaviour } from '../domain.ts';
