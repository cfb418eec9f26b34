import type { SignedDocument } from '@finharbor/access';
import { type Admission, admitDocument, trustOf } from '../admit-document.ts';
import type { DocumentType, Verified } from '../documents.ts';
import { recordObjections } from '../life/record-objections.ts';
import { verifiedOf } from '../postgres/documents.ts';
import type { FeedItem } from '../store.ts';
import type { HubContext } from './context.ts';

/** The board of signed documents: who may read what follows from each document's own audience. */
export type Board = {
  /** Takes a document from anybody; its signature is what counts. Idempotent by the document's id. */
  readonly submit: (doc: SignedDocument) => Promise<Admission>;
  /** Documents for a reader after a position; waits up to `waitMs` for the first. */
  readonly read: (request: BoardRead) => Promise<readonly FeedItem[]>;
};
export type BoardRead = {
  readonly reader: string;
  readonly after: number;
  readonly limit: number;
  readonly waitMs: number;
};

/** Opens the board; `onAdmitted` is told of each new document once. */
export function openBoard(ctx: HubContext, onAdmitted: (doc: Verified<DocumentType>) => void): Board {
  const waiting = new Set<() => void>();
  const board: Board = {
    async submit(doc) {
      const trust = await trustOf(ctx.store);
      const admission = await admitDocument(ctx.store, trust, doc);
      // Also of one that was there: whoever sent it was not answered, and the process may have died before this was done.
      if (admission.kind !== 'refused' && doc.type === 'rights_registration')
        await recordObjections({ ctx, board }, [verifiedOf(doc) as Verified<'rights_registration'>]);
      if (admission.kind !== 'admitted') return admission;
      for (const wake of [...waiting]) wake();
      onAdmitted(verifiedOf(doc));
      return admission;
    },
    async read({ reader, after, limit, waitMs }) {
      const feed = () => ctx.store.documents.feed({ audience: [reader], after, limit });
      // Listening starts before the first look, so that a document stored in between is not waited past.
      const listener = listen(waiting, waitMs);
      try {
        const found = await feed();
        if (found.length > 0 || waitMs === 0) return found;
        for (;;) {
          if ((await listener.next()) === 'over') return [];
          const later = await feed();
          if (later.length > 0) return later;
        }
      } finally {
        listener.stop();
      }
    },
  };
  return board;
}

function listen(
  waiting: Set<() => void>,
  waitMs: number,
): { next(): Promise<'woken' | 'over'>; stop(): void } {
  let woken = false;
  let over = waitMs === 0;
  let resume: (() => void) | undefined;
  const wake = (): void => {
    woken = true;
    resume?.();
  };
  waiting.add(wake);
  const timer = setTimeout(() => {
    over = true;
    resume?.();
  }, waitMs);
  return {
    async next() {
      while (!woken && !over)
        await new Promise<void>((resolve) => {
          resume = resolve;
        });
      if (!woken) return 'over';
      woken = false;
      return 'woken';
    },
    stop() {
      clearTimeout(timer);
      waiting.delete(wake);
    },
  };
}
