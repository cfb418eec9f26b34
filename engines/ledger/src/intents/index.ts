export { keepPosting, type Posting, postIntents } from './post-intents.ts';
export { type IntentFate, readIntents, writeIntent } from './write-intent.ts';
