import type { DocumentType, HubContext, PinnedPeer, Verified } from '@finharbor/harbor';
import { atHub, documentItem, partyItem } from './items.ts';
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
          await desk.notices.settle(enrolmentKey(peer));
          await desk.search.put('harbor', [partyItem(atHub, peer)]);
        },
      },
    },
  };
}

/** What is found of a document that came to the board. */
export function indexAtHub(ctx: HubContext, desk: Desk, doc: Verified<DocumentType>): void {
  const item = documentItem(atHub, doc);
  if (!item) return;
  desk.search
    .put('harbor', [item])
    .catch((error: unknown) => ctx.note('desk.not_told', { about: `${doc.type} ${doc.id}` }, error));
}

/** Tells and indexes what happened while nobody listened. */
export async function catchUpAtHub(ctx: HubContext, desk: Desk): Promise<void> {
  const { documents, peers } = ctx.store;
  const found = await Promise.all(
    (['contract', 'product', 'job'] as const).map((type) => documents.find(type)),
  );
  const inOrder = found.flat().toSorted((a, b) => a.issuedAtMs - b.issuedAtMs);
  const parties = (await peers.list()).map((peer) => partyItem(atHub, peer));
  const items = inOrder.flatMap((doc) => documentItem(atHub, doc as Verified<DocumentType>) ?? []);
  await desk.search.replace('harbor', [...items, ...parties]);
  for (const doc of await ctx.enrolments.waiting())
    await tellOfEnrolment(ctx, desk, doc.body as unknown as Asked);
}

type Asked = Pick<PinnedPeer, 'party' | 'name' | 'publicKey'>;

async function tellOfEnrolment(ctx: HubContext, { notices }: Desk, asked: Asked): Promise<void> {
  const { party, name } = asked;
  const admitted = (await ctx.store.peers.list()).some((peer) => peer.party === party);
  if (admitted || party === ctx.party) return;
  await notices.notify({
    key: enrolmentKey(asked),
    kind: 'enrolment.asked',
    to: { party: ctx.party, role: 'operator' },
    title: { en: `${name.en} asks to join`, zh: `${name.zh}申请准入` },
    href: '/app/enrolments',
  });
}

function enrolmentKey({ party, publicKey }: Pick<PinnedPeer, 'party' | 'publicKey'>): string {
  return `enrolment.asked ${party} ${publicKey}`;
}
