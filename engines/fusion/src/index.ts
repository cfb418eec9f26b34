export type { Mesh } from './mesh.ts';
export { type AlignInput, type Alignment, align } from './psi/align.ts';
