export { openTigerBeetleLedger, type TigerBeetleOptions } from './open.ts';
