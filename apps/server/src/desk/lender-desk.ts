import type { FinancingContext, FinancingStore, StoredApplication } from '@finharbor/financing';
import { issueDocument, type NodeContext } from '@finharbor/harbor';
import { applicationItem, loanItem } from './items.ts';
import type { Desk } from './open-desk.ts';

type Told = { readonly ctx: NodeContext; readonly desk: Desk };

const most = 100_000;
const rememberedMs = 7 * 86_400_000;

/** The lender's book, of whose changes the desk hears. A notice that fails must not fail the application it is about. */
export function followedBook(told: Told, store: FinancingStore): FinancingStore {
  const orNote = (work: Promise<unknown>, about: string): void => {
    work.catch((error: unknown) => told.ctx.note('desk.not_told', { about }, error));
  };
  return {
    ...store,
    async addProduct(product) {
      await store.addProduct(product);
      orNote(told.desk.search.put('financing', [loanItem(product)]), `loan ${product.id}`);
    },
    async receive(application, signed) {
      const receipt = await store.receive(application, signed);
      orNote(changed(told, store, application.application), `application ${application.application}`);
      return receipt;
    },
    async decided(id, decision) {
      await store.decided(id, decision);
      orNote(changed(told, store, id), `application ${id}`);
    },
  };
}

/** Tells and indexes what happened to the book while nobody listened. */
export async function catchUpWithBook(told: Told, { store }: FinancingContext): Promise<void> {
  const { desk, ctx } = told;
  const [loans, applications] = await Promise.all([store.products(), store.applications(most)]);
  const titles = new Map(loans.map(({ id, terms }) => [id, terms.title]));
  await desk.search.replace('financing', [
    ...loans.map(loanItem),
    ...applications.map((one) => applicationItem(one, titles.get(one.application.product))),
  ]);
  const since = ctx.clock.nowMs() - rememberedMs;
  for (const one of applications) if ((one.decidedAtMs ?? one.receivedAtMs) >= since) await tell(told, one);
}

async function changed(told: Told, store: FinancingStore, id: string): Promise<void> {
  const application = await store.application(id);
  if (!application) return;
  const loan = await store.product(application.application.product);
  await told.desk.search.put('financing', [applicationItem(application, loan?.terms.title)]);
  await tell(told, application);
}

async function tell(
  { ctx, desk }: Told,
  { id, status, decidedAtMs, application: { uscc } }: StoredApplication,
): Promise<void> {
  const shared = { to: { party: ctx.party, role: 'analyst' }, href: `/app/applications/${id}` } as const;
  const received = `application.received ${id}`;
  await desk.notices.notify({
    ...shared,
    key: received,
    kind: 'application.received',
    title: { en: 'An application has come in', zh: '收到一份贷款申请' },
  });
  if (decidedAtMs === null) return;
  await desk.notices.settle(received);
  await desk.notices.notify({
    ...shared,
    key: `application.decided ${id} ${decidedAtMs}`,
    kind: 'application.decided',
    title: decisions[status],
  });
  await tellFirm(ctx, { id, uscc, status });
}

/** Lets the firm know at the hub, where its people are, that there is a decision; what it is they read here. */
async function tellFirm(
  ctx: NodeContext,
  { id, uscc, status }: { readonly id: string; readonly uscc: string; readonly status: string },
): Promise<void> {
  if (status !== 'offered' && status !== 'refused') return;
  const sent = await ctx.store.documents.find('decision_notice', { uscc, issuer: ctx.party });
  if (sent.some(({ body }) => body.application === id)) return;
  const audience = [ctx.hubParty, `firm:${uscc}`];
  await issueDocument(ctx, { type: 'decision_notice', audience, body: { uscc, application: id } });
}

const decisions = {
  received: { en: 'An application has come in', zh: '收到一份贷款申请' },
  scoring: { en: 'An application is scored again', zh: '一份贷款申请正在重新评分' },
  offered: { en: 'An application is decided: offered', zh: '一份贷款申请已有决定：可以贷款' },
  refused: { en: 'An application is decided: refused', zh: '一份贷款申请已有决定：未获批准' },
  not_scored: { en: 'An application could not be scored', zh: '一份贷款申请未能评分' },
} as const;
