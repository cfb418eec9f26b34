import type { DocumentType, HubContext, Verified } from '@finharbor/harbor';
import { vouchedBy } from '../vouched.ts';
import type { Desk } from './open-desk.ts';

type Told = { readonly ctx: HubContext; readonly desk: Pick<Desk, 'notices'> };

/** Tells a firm's owner what the board says of the firm: a use of its data, a decision, a key vouched for. */
export async function tellFirm(told: Told, doc: Verified<DocumentType>): Promise<void> {
  if (doc.type === 'use') return tellOfUse(told, doc as Verified<'use'>);
  if (doc.type === 'decision_notice') return tellOfDecision(told, doc as Verified<'decision_notice'>);
  if (doc.type !== 'firm_key') return;
  const firm = `firm:${(doc as Verified<'firm_key'>).body.uscc}`;
  if (await vouchedBy(told.ctx, firm)) await tellVerified(told, firm);
}

/** Tells a firm's owner that the firm is verified, once, by whomever. */
export async function tellVerified({ desk }: Pick<Told, 'desk'>, firm: string): Promise<void> {
  await desk.notices.notify({
    key: `organization.verified ${firm}`,
    kind: 'organization.verified',
    to: ownerOf(firm),
    title: { en: 'Your firm is verified', zh: '贵企业已通过核验' },
    href: '/app/firm',
  });
}

/** A training uses the data of many firms, and whose the board does not say. */
async function tellOfUse({ desk }: Told, { body }: Verified<'use'>): Promise<void> {
  if (body.uscc === null) return;
  const firm = `firm:${body.uscc}`;
  await desk.notices.notify({
    key: `data.used ${firm} ${body.job}`,
    kind: 'data.used',
    to: ownerOf(firm),
    title: { en: 'Data of your firm were used for a score', zh: '贵企业的数据已用于一次评分' },
    href: '/app/my-uses',
  });
}

async function tellOfDecision({ desk }: Told, { issuer, body }: Verified<'decision_notice'>): Promise<void> {
  const firm = `firm:${body.uscc}`;
  await desk.notices.notify({
    key: `application.decided ${issuer} ${body.application}`,
    kind: 'application.decided',
    to: ownerOf(firm),
    title: { en: 'Your loan application is decided', zh: '您的贷款申请已有决定' },
    href: `/app/decisions/${issuer}/${body.application}`,
  });
}

/** Withdrawals that not every party they are meant for has read yet. */
export type Withdrawals = {
  readonly add: (doc: Verified<'withdrawal'>) => Promise<void>;
  /** A party asks for what comes after a position: it has acted on everything up to there. */
  readonly readUpTo: (party: string, position: number) => Promise<void>;
};

type Pending = { readonly firm: string; readonly seq: number; readonly waitingFor: Set<string> };

/** Tells a firm that its withdrawal is in effect once each party has read it: no node acts on what it has not read. */
export function withdrawals({ ctx, desk }: Told): Withdrawals {
  const pending = new Map<string, Pending>();
  return {
    async add({ id, issuer, audience }) {
      const seq = await ctx.store.documents.positionOf(id);
      if (seq === undefined) return;
      const peers = (await ctx.store.peers.list()).map(({ party }) => party);
      const meant = peers.filter((party) => party !== ctx.party && isMeant(audience, party));
      if (meant.length > 0) pending.set(id, { firm: issuer, seq, waitingFor: new Set(meant) });
    },
    async readUpTo(party, position) {
      for (const [id, { firm, seq, waitingFor }] of pending) {
        if (seq > position || !waitingFor.delete(party) || waitingFor.size > 0) continue;
        await desk.notices.notify({
          key: `withdrawal.effective ${id}`,
          kind: 'withdrawal.effective',
          to: ownerOf(firm),
          title: { en: 'Your withdrawal is in effect at every party', zh: '您的撤回已在各参与方生效' },
          href: '/app/my-uses',
        });
        pending.delete(id);
      }
    },
  };
}

function isMeant(audience: readonly string[], party: string): boolean {
  return audience.includes('*') || audience.includes(party);
}

function ownerOf(firm: string): { readonly party: string; readonly role: string } {
  return { party: firm, role: 'owner' };
}
