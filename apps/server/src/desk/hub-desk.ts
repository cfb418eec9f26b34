import type { Board, DocumentType, HubContext, PinnedPeer, Verified } from '@finharbor/harbor';
import { tellBureau } from './bureau-notices.ts';
import { tellFirm, withdrawals } from './firm-notices.ts';
import { tellFollowers } from './follow-notices.ts';
import { atHub, documentItem, partyItem } from './items.ts';
import { tellRegistry } from './life-notices.ts';
import type { Desk } from './open-desk.ts';

/** The hub's context, of whose enrolments and admissions the desk hears. */
export function followedHub(ctx: HubContext, desk: Desk): HubContext {
  const { enrolments } = ctx;
  const { peers } = ctx.store;
  return {
    ...ctx,
    enrolments: {
      ...enrolments,
      async ask(doc) {
        await enrolments.ask(doc);
        await tellOfEnrolment(ctx, desk, doc.body as unknown as Asked);
      },
    },
    store: {
      ...ctx.store,
      peers: {
        ...peers,
        async pin(peer) {
          await peers.pin(peer);
          for (const [role] of enrolmentReaders) await desk.notices.settle(enrolmentKey(peer, role));
          await desk.search.put('harbor', [partyItem(atHub, peer)]);
        },
      },
    },
  };
}

/** The hub's people as what comes to its board reaches them. */
export type HubDesk = {
  /** A document was admitted for the first time. */
  readonly onDocument: (doc: Verified<DocumentType>) => void;
  /** The same board, of whose readers the desk hears how far they have come. */
  readonly follow: (board: Board) => Board;
  /** Tells and indexes what happened while nobody listened. */
  readonly catchUp: () => Promise<void>;
};

type Told = { readonly ctx: HubContext; readonly desk: Desk };

const rememberedMs = 7 * 86_400_000;

/** Ties the hub's board to its desk. */
export function hubDesk(told: Told): HubDesk {
  const { ctx, desk } = told;
  const underWay = withdrawals(told);
  const orNote = (work: Promise<unknown>, about: string): void => {
    work.catch((error: unknown) => ctx.note('desk.not_told', { about }, error));
  };
  const tell = async (doc: Verified<DocumentType>): Promise<void> => {
    await tellFollowers({ store: ctx.store, desk, registry: ctx.party }, doc);
    await tellFirm(told, doc);
    await tellBureau(told, doc);
    await tellRegistry(told, doc);
    if (doc.type === 'withdrawal') await underWay.add(doc as Verified<'withdrawal'>);
  };
  return {
    onDocument(doc) {
      const item = documentItem(atHub, doc);
      orNote(Promise.all([tell(doc), item && desk.search.put('harbor', [item])]), `${doc.type} ${doc.id}`);
    },
    follow: (board) => ({
      ...board,
      read(request) {
        orNote(underWay.readUpTo(request.reader, request.after), `feed of ${request.reader}`);
        return board.read(request);
      },
    }),
    async catchUp() {
      await indexAll(told);
      for (const doc of await ctx.enrolments.waiting())
        await tellOfEnrolment(ctx, desk, doc.body as unknown as Asked);
      const since = ctx.clock.nowMs() - rememberedMs;
      for (const type of toldOf)
        for (const doc of await ctx.store.documents.find(type)) if (doc.issuedAtMs >= since) await tell(doc);
    },
  };
}

const toldOf = [
  'product',
  'approval',
  'termination',
  'use',
  'decision_notice',
  'firm_key',
  'withdrawal',
  'rights_registration',
  'listing_change',
] as const;

async function indexAll({ ctx, desk }: Told): Promise<void> {
  const { documents, peers } = ctx.store;
  const found = await Promise.all(
    (['contract', 'product', 'job'] as const).map((type) => documents.find(type)),
  );
  const inOrder = found.flat().toSorted((a, b) => a.issuedAtMs - b.issuedAtMs);
  const parties = (await peers.list()).map((peer) => partyItem(atHub, peer));
  const items = inOrder.flatMap((doc) => documentItem(atHub, doc as Verified<DocumentType>) ?? []);
  await desk.search.replace('harbor', [...items, ...parties]);
}

type Asked = Pick<PinnedPeer, 'party' | 'name' | 'publicKey'>;

async function tellOfEnrolment(ctx: HubContext, { notices }: Desk, asked: Asked): Promise<void> {
  const { party, name } = asked;
  const admitted = (await ctx.store.peers.list()).some((peer) => peer.party === party);
  if (admitted || party === ctx.party) return;
  for (const [role, href] of enrolmentReaders)
    await notices.notify({
      key: enrolmentKey(asked, role),
      kind: 'enrolment.asked',
      to: { party: ctx.party, role },
      title: { en: `${name.en} asks to join`, zh: `${name.zh}申请准入` },
      href,
    });
}

/** Who hears of a party that asks to join, and what they may open: the operator admits it, the bureau sees who is there. */
const enrolmentReaders = [
  ['operator', '/app/enrolments'],
  ['bureau', '/app/overview'],
] as const;

function enrolmentKey({ party, publicKey }: Pick<PinnedPeer, 'party' | 'publicKey'>, role: string): string {
  return `enrolment.asked ${party} ${publicKey} ${role}`;
}
