export { type OpenPress, openPress, type PressLimits } from './press.ts';
