import type { YuanContext } from '../context.ts';
import { provenTier } from './domain.ts';
import {
  grantsOf,
  haveOwnAccount,
  lowerTier,
  markTold,
  raisedWallets,
  refuseWaiting,
  untoldLosses,
  waitingDocuments,
} from './postgres.ts';

type Lowering = Pick<YuanContext, 'db' | 'clock' | 'people' | 'newId' | 'tell'>;

const atOnce = 1_000;

/**
 * Lowers every wallet whose tier was given upon a document or a bank account that is gone to what is still proven, and tells its holder;
 * what waits upon such a document is not granted. What is in the wallet stays there and may be spent.
 */
export async function lowerUnbacked(ctx: Lowering): Promise<void> {
  for (let after = ''; ; ) {
    const raised = await raisedWallets(ctx.db, after, atOnce);
    await lowerOf(ctx, raised);
    if (raised.length < atOnce) break;
    after = raised.at(-1)!.number;
  }
  await refuseStale(ctx);
  await tellOfLosses(ctx);
}

async function lowerOf(
  { db, clock, people, newId }: Lowering,
  raised: Awaited<ReturnType<typeof raisedWallets>>,
): Promise<void> {
  const holders = [...new Set(raised.map(({ holder }) => holder))];
  const [documents, withAccount, grants] = await Promise.all([
    people.documents(holders),
    haveOwnAccount(db, holders),
    grantsOf(
      db,
      raised.map(({ number }) => number),
    ),
  ]);
  for (const { number: wallet, holder, tier: from } of raised) {
    const given = grants.get(wallet);
    // Of a tier that rests on nothing that was written down nobody can say that it is gone.
    if (!given) continue;
    const document = documents.get(holder);
    const to = provenTier(given, { document, hasOwnAccount: withAccount.has(holder) });
    if (to <= from) continue;
    const hasDocument = provenTier(given, { document, hasOwnAccount: true }) <= from;
    const lost = hasDocument ? 'bank_account' : 'document';
    await lowerTier(db, { id: newId(), wallet, from, to, lost, atMs: clock.nowMs() });
  }
}

async function refuseStale({ db, clock, people }: Lowering): Promise<void> {
  const waiting = await waitingDocuments(db);
  const documents = await people.documents([...new Set(waiting.map(({ holder }) => holder))]);
  for (const { id, holder, document } of waiting) {
    const held = documents.get(holder);
    if (held && Buffer.compare(held, document) === 0) continue;
    await refuseWaiting(db, id, clock.nowMs());
  }
}

const words = {
  granted: { en: 'The tier of your wallet was lowered', zh: '您的钱包类别已下调' },
  refused: { en: 'The change of your wallet’s tier was not granted', zh: '您的钱包类别变更未通过' },
} as const;

async function tellOfLosses({ db, clock, tell }: Lowering): Promise<void> {
  for (const { id, holder, state } of await untoldLosses(db, atOnce)) {
    // Told first: by its key it is told once, however often this is begun.
    await tell({
      kind: 'tier.lowered',
      key: `tier.lowered ${id}`,
      to: { party: holder, role: 'resident' },
      title: words[state],
      href: '/app/known-of-me',
    });
    await markTold(db, id, clock.nowMs());
  }
}
