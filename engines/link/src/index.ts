export type { Channel, Traffic } from './channel.ts';
export { defaultLimits, type LinkLimits } from './limits.ts';
export { createLink, type Link, type LinkOptions, type SessionOptions } from './link.ts';
export { memoryChannels } from './memory.ts';
export type { Peer, PeerBook } from './peers.ts';
export type { LinkEvent, Refusal, RefusalCount } from './refusals.ts';
