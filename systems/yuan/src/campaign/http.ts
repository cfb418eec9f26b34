import { decodeCursor, fail, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint, type Scope } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import { holderIn } from '../wallets/http.ts';
import { operatorOf } from '../wallets/postgres.ts';
import { ownWallet } from '../wallets/wallets.ts';
import { type Campaign, cityParty } from './campaign.ts';
import type { Drawer } from './commitment.ts';
import { enter } from './lottery.ts';
import { cancel, makeCampaign } from './make.ts';
import { ownPursesOf } from './own-purses.ts';
import { campaignById, campaigns, countsIn } from './postgres.ts';
import { asksView, campaignView, claimView, drawView, ownPart } from './read.ts';
import * as routes from './routes.ts';
import { takingRushes } from './rush.ts';
import { commit, reveal, secretsOf } from './secrets.ts';
import { statementOf } from './statement.ts';
import { claim, claimById, claimsOf, decide } from './subsidy.ts';

const keyset = z.tuple([z.uuid()]);

/** Campaigns: what everybody sees, what their makers do, and how people take part. */
export function campaignEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    ...publicEndpoints(ctx),
    ...makerEndpoints(ctx),
    ...drawerEndpoints(ctx),
    ...ownEndpoints(ctx),
    ...claimEndpoints(ctx),
  ];
}

async function found({ db }: YuanContext, id: string): Promise<Campaign> {
  return (
    (await campaignById(db, id)) ?? fail('yuan.campaign_not_found', 'There is no campaign of this number.')
  );
}

function publicEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db, clock } = ctx;
  return [
    endpoint(routes.listCampaigns, async ({ query: { cursor, limit = pageLimits.usual } }) => {
      const before = cursor === undefined ? undefined : decodeCursor(cursor, keyset)[0];
      const page = pageOf(await campaigns(db, { before, limit: limit + 1 }), limit, ({ id }) => [id]);
      return {
        status: 200,
        body: { ...page, items: page.items.map((one) => campaignView(one, clock.nowMs())) },
      };
    }),
    endpoint(routes.getCampaign, async ({ params }) => {
      const campaign = await found(ctx, params.id);
      const nowMs = clock.nowMs();
      const [districts, said] = await Promise.all([countsIn(db, campaign.id), secretsOf(db, campaign.id)]);
      const commitments = said.map(({ drawer, commitment, revealed, logIndex }) => ({
        drawer,
        commitment,
        logIndex,
        isRevealed: revealed !== null,
      }));
      return {
        status: 200,
        body: { campaign: campaignView(campaign, nowMs), nowMs, districts, commitments },
      };
    }),
    endpoint(routes.getDraw, async ({ params }) => ({
      status: 200,
      body: await drawView(ctx, await found(ctx, params.id)),
    })),
    endpoint(routes.listAsks, async ({ params, query }) => ({
      status: 200,
      body: await asksView(ctx, await found(ctx, params.id), query.after ?? 0),
    })),
    endpoint(routes.getStatement, async ({ params }) => ({
      status: 200,
      body: await statementOf(ctx, await found(ctx, params.id)),
    })),
  ];
}

function makerEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    endpoint(routes.postCampaign, async ({ scope, body, about }) => {
      about({ yuan_campaign: body.id });
      const made = await makeCampaign(ctx, holderIn(scope), body);
      return { status: 201, body: campaignView(made, ctx.clock.nowMs()) };
    }),
    endpoint(routes.postCancellation, async ({ scope, params }) => {
      const campaign = await found(ctx, params.id);
      if (campaign.organiser !== holderIn(scope))
        fail('yuan.campaign_not_found', 'You have made no campaign of this number.');
      return { status: 200, body: campaignView(await cancel(ctx, campaign), ctx.clock.nowMs()) };
    }),
  ];
}

function drawerEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    endpoint(routes.postCommitment, async ({ scope, params, body }) => {
      const campaign = await found(ctx, params.id);
      const drawer = await drawerIn(ctx, campaign, scope);
      return {
        status: 200,
        body: { commitment: await commit(ctx, { campaign, drawer }, body.commitment) },
      };
    }),
    endpoint(routes.postReveal, async ({ scope, params, body }) => {
      const campaign = await found(ctx, params.id);
      const drawer = await drawerIn(ctx, campaign, scope);
      return { status: 200, body: { secret: await reveal(ctx, { campaign, drawer }, body.secret) } };
    }),
  ];
}

async function drawerIn({ db }: YuanContext, { operator }: Campaign, scope: Scope): Promise<Drawer> {
  const party = holderIn(scope);
  if (party === cityParty) return 'bureau';
  if ((await operatorOf(db, party)) === operator) return 'operator';
  return fail('yuan.not_a_drawer', 'The two sides of this draw are the bureau and another bank.');
}

function ownEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const rush = takingRushes(ctx);
  return [
    endpoint(routes.postEntry, async ({ scope, params, body: { wallet: number, district } }) => {
      const campaign = await found(ctx, params.id);
      const wallet = await ownWallet(ctx, holderIn(scope), number);
      await enter(ctx, campaign, { wallet, district });
      return { status: 200, body: await ownPart(ctx, campaign, holderIn(scope)) };
    }),
    endpoint(routes.postAsk, async ({ scope, params, body }) => {
      const { no, entry, amountMinor, atMs, isRepeated } = await rush(params.id, {
        ...body,
        holder: holderIn(scope),
      });
      return { status: 200, body: { no, entry, amountMinor, atMs, isRepeated } };
    }),
    endpoint(routes.getOwnPart, async ({ scope, params }) => ({
      status: 200,
      body: await ownPart(ctx, await found(ctx, params.id), holderIn(scope)),
    })),
    endpoint(routes.listPurses, async ({ scope, params }) => {
      const wallet = await ownWallet(ctx, holderIn(scope), params.number);
      return { status: 200, body: { items: await ownPursesOf(ctx, wallet.number) } };
    }),
  ];
}

function claimEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.postClaim, async ({ scope, params, body: { wallet: number, ...asked } }) => {
      const campaign = await found(ctx, params.id);
      const wallet = await ownWallet(ctx, holderIn(scope), number);
      return { status: 201, body: claimView(await claim(ctx, campaign, { ...asked, wallet })) };
    }),
    endpoint(routes.listClaims, async ({ params, query: { cursor, limit = pageLimits.usual } }) => {
      const campaign = await found(ctx, params.id);
      const after = cursor === undefined ? undefined : decodeCursor(cursor, keyset)[0];
      const rows = await claimsOf(db, campaign.id, { after, limit: limit + 1 });
      const page = pageOf(rows, limit, ({ id }) => [id]);
      return { status: 200, body: { ...page, items: page.items.map(claimView) } };
    }),
    endpoint(routes.postClaimDecision, async ({ params, body, about }) => {
      const asked =
        (await claimById(db, params.id)) ?? fail('yuan.claim_not_found', 'There is no claim of this number.');
      about({ decision: body.why ?? 'approved' });
      return { status: 200, body: claimView(await decide(ctx, asked, body.why)) };
    }),
  ];
}
