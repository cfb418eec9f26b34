export {
  type Binning,
  type BinningOptions,
  binOf,
  type CategoryBinning,
  type ColumnValue,
  fitBinning,
  type NumericBinning,
} from './binning.ts';
export type { Mesh } from './mesh.ts';
export { type AlignInput, type Alignment, align } from './psi/align.ts';
