export type { Channel, Traffic } from './channel.ts';
export { memoryChannels } from './memory.ts';
