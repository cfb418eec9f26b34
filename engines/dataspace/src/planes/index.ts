export type { DataPlane } from './port.ts';
