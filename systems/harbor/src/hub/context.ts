import type { SignedDocument } from '@finharbor/access';
import type { Clock, SigningKey } from '@finharbor/kernel';
import type { Link } from '@finharbor/link';
import type { Note } from '../context.ts';
import type { Store } from '../store.ts';

/** The evidence log as the hub uses it: append an entry and have the checkpoint that holds it co-signed. */
export type LogPort = {
  readonly append: (entry: Uint8Array) => Promise<{ readonly index: number; readonly proof: string }>;
};

/** Parties that ask to join, until the operator admits them. */
export type EnrolmentStore = {
  readonly ask: (doc: SignedDocument) => Promise<void>;
  readonly waiting: () => Promise<readonly SignedDocument[]>;
  readonly of: (party: string) => Promise<SignedDocument | undefined>;
};

/** Everything the hub's harbor works with. It holds no party's rows, shares or keys. */
export type HubContext = {
  readonly party: string;
  readonly key: SigningKey;
  readonly store: Store;
  readonly enrolments: EnrolmentStore;
  readonly log: LogPort;
  readonly link: Link;
  readonly clock: Clock;
  readonly note: Note;
};
