import {
  type Bilingual,
  defineRoute,
  instantSchema,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  queryInteger,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { holders, type OwnGrants, shared } from '../roles.ts';
import { fen, movementId, nameSchema, walletNumber } from '../schemas.ts';
import type { NewCampaign } from './make.ts';
import type { Statement } from './statement.ts';
import { type NewClaim, type Rejection, rejections } from './subsidy-words.ts';
import { termsSchema } from './terms.ts';
import {
  type AsksView,
  asksSchema,
  type CampaignCourse,
  type CampaignView,
  type ClaimView,
  campaignSchema,
  claimSchema,
  courseSchema,
  type DrawView,
  drawSchema,
  type OwnPart,
  ownPartSchema,
  type PurseView,
  purseSchema,
  statementSchema,
} from './views.ts';

type ById = { readonly id: string };
const byId = z.strictObject({ id: z.uuid() });

/** Who makes campaigns: the bureau, and banks that open wallets. */
const organisers: OwnGrants = [
  { role: 'teller', over: 'party' },
  { role: 'bureau', over: 'party' },
];
/** Who takes part: people. */
const people: OwnGrants = [{ role: 'resident', over: 'party' }];

const refusals = [
  'yuan.no_such_wallet',
  'yuan.insufficient_funds',
  'yuan.day_limit',
  'yuan.year_limit',
  'yuan.single_limit',
  'yuan.other_movement',
  'yuan.refused_before',
  'yuan.wallet_closed',
];
const about: z.ZodType<Bilingual> = z.strictObject({
  en: z.string().trim().pipe(textSchema(600, 0)),
  zh: z.string().trim().pipe(textSchema(600, 0)),
});

/** `GET /campaigns`: all campaigns, the latest first. */
export const listCampaigns: Route<{ query: PageRequest; replies: { 200: Page<CampaignView> } }> = defineRoute(
  {
    ...shared,
    method: 'GET',
    path: '/campaigns',
    summary: { en: 'Campaigns', zh: '活动列表' },
    query: z.strictObject(pageQuery),
    responses: { 200: pageSchema(campaignSchema) },
    errors: ['page.bad_cursor'],
    access: 'public',
    audit: { none: 'public' },
  },
);

/** `GET /campaigns/:id`: one campaign and how it goes. */
export const getCampaign: Route<{ params: ById; replies: { 200: CampaignCourse } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/campaigns/:id',
  summary: { en: 'One campaign', zh: '查看活动' },
  params: byId,
  responses: { 200: courseSchema },
  errors: ['yuan.campaign_not_found'],
  access: 'public',
  audit: { none: 'public' },
});

/** `GET /campaigns/:id/draw`: everything a draw follows from, for whoever recomputes it. */
export const getDraw: Route<{ params: ById; replies: { 200: DrawView } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/campaigns/:id/draw',
  summary: { en: 'All that a draw follows from', zh: '抽签的全部依据' },
  params: byId,
  responses: { 200: drawSchema },
  errors: ['yuan.campaign_not_found'],
  access: 'public',
  audit: { none: 'public' },
});

/** `GET /campaigns/:id/asks`: the asks of a rush in the server's order, 2,000 at a time. */
export const listAsks: Route<{
  params: ById;
  query: { readonly after?: number | undefined };
  replies: { 200: AsksView };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/campaigns/:id/asks',
  summary: { en: 'Asks of a rush in their order', zh: '抢红包的先后顺序' },
  params: byId,
  query: z.strictObject({ after: queryInteger(0, 2_000_000_000).optional() }),
  responses: { 200: asksSchema },
  errors: ['yuan.campaign_not_found'],
  access: 'public',
  audit: { none: 'public' },
});

/** `GET /campaigns/:id/statement`: where every fen of a campaign is. */
export const getStatement: Route<{ params: ById; replies: { 200: Statement } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/campaigns/:id/statement',
  summary: { en: 'Where every fen of a campaign is', zh: '活动资金去向' },
  params: byId,
  responses: { 200: statementSchema },
  errors: ['yuan.campaign_not_found'],
  access: 'public',
  audit: { none: 'public' },
});

/** `POST /campaigns`: make a campaign and pay its budget into its pot. The same again changes nothing. */
export const postCampaign: Route<{ body: NewCampaign; replies: { 201: CampaignView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/campaigns',
  summary: { en: 'Make a campaign', zh: '创建活动' },
  body: z.strictObject({
    id: movementId,
    wallet: walletNumber,
    title: nameSchema,
    about,
    terms: termsSchema,
    opensAtMs: instantSchema,
    closesAtMs: instantSchema,
    packetsUntilMs: instantSchema,
  }) as unknown as z.ZodType<NewCampaign>,
  responses: { 201: campaignSchema },
  errors: [...refusals, 'yuan.not_a_merchant', 'yuan.campaign_differs', 'yuan.campaign_times'],
  access: organisers,
  audit: 'yuan_campaign.make',
});

/** `POST /campaigns/:id/cancellation`: call a campaign off before it opens; its money goes back. */
export const postCancellation: Route<{ params: ById; replies: { 200: CampaignView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/campaigns/:id/cancellation',
  summary: { en: 'Call a campaign off', zh: '取消活动' },
  params: byId,
  responses: { 200: campaignSchema },
  errors: ['yuan.campaign_not_found', 'yuan.campaign_begun'],
  access: organisers,
  audit: 'yuan_campaign.cancel',
});

const hex = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits');

/** `POST /campaigns/:id/commitments`: commit one’s side of a draw, to a secret the server keeps sealed or (`commitment`) one’s own. */
export const postCommitment: Route<{
  params: ById;
  body: { readonly commitment: string | null };
  replies: { 200: { readonly commitment: string } };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/campaigns/:id/commitments',
  summary: { en: 'Commit one’s side of a draw', zh: '提交抽签承诺' },
  params: byId,
  body: z.strictObject({ commitment: hex.nullable() }),
  responses: { 200: z.strictObject({ commitment: hex }) },
  errors: ['yuan.campaign_not_found', 'yuan.campaign_begun', 'yuan.not_a_drawer', 'yuan.commitment_differs'],
  access: organisers,
  audit: 'yuan_campaign.commit',
});

/** `POST /campaigns/:id/reveals`: reveal one’s side’s secret, once the entries stand in a co-signed checkpoint. */
export const postReveal: Route<{
  params: ById;
  body: { readonly secret: string | null };
  replies: { 200: { readonly secret: string } };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/campaigns/:id/reveals',
  summary: { en: 'Reveal one’s side of a draw', zh: '揭示抽签秘密' },
  params: byId,
  body: z.strictObject({ secret: hex.nullable() }),
  responses: { 200: z.strictObject({ secret: hex }) },
  errors: ['yuan.campaign_not_found', 'yuan.not_a_drawer', 'yuan.not_revealable', 'yuan.secret_differs'],
  access: organisers,
  audit: 'yuan_campaign.reveal',
});

/** How somebody takes part: with which wallet, and for which district. */
export type Part = { readonly wallet: string; readonly district: string };
const part: z.ZodType<Part> = z.strictObject({ wallet: walletNumber, district: z.string().max(30) });

/** `POST /campaigns/:id/entries`: enter a lottery, once. */
export const postEntry: Route<{ params: ById; body: Part; replies: { 200: OwnPart } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/campaigns/:id/entries',
  summary: { en: 'Enter a lottery', zh: '报名抽签' },
  params: byId,
  body: part,
  responses: { 200: ownPartSchema },
  errors: [
    'yuan.campaign_not_found',
    'yuan.campaign_not_open',
    'yuan.district_unknown',
    'yuan.entered_before',
    'yuan.no_such_wallet',
  ],
  access: people,
  audit: { none: 'own' },
});

/** What came of an ask: the place in the server’s order, and how much or null where nothing was left. */
export type AskReply = {
  readonly no: number;
  readonly entry: string;
  readonly amountMinor: bigint | null;
  readonly atMs: number;
  readonly isRepeated: boolean;
};

/** `POST /campaigns/:id/asks`: ask for a packet of a rush, once; whoever asks again is told the same. */
export const postAsk: Route<{ params: ById; body: Part; replies: { 200: AskReply } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/campaigns/:id/asks',
  summary: { en: 'Ask for a packet of a rush', zh: '抢红包' },
  params: byId,
  body: part,
  responses: {
    200: z.strictObject({
      no: z.int(),
      entry: hex,
      amountMinor: fen.nullable(),
      atMs: instantSchema,
      isRepeated: z.boolean(),
    }),
  },
  errors: [
    'yuan.campaign_not_found',
    'yuan.campaign_not_open',
    'yuan.district_unknown',
    'yuan.no_such_wallet',
  ],
  access: people,
  // The chain of asks is the record.
  audit: { none: 'own' },
});

/** `GET /campaigns/:id/mine`: what one has in a campaign. */
export const getOwnPart: Route<{ params: ById; replies: { 200: OwnPart } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/campaigns/:id/mine',
  summary: { en: 'What I have in a campaign', zh: '我在活动中的参与情况' },
  params: byId,
  responses: { 200: ownPartSchema },
  errors: ['yuan.campaign_not_found'],
  access: people,
  audit: { none: 'own' },
});

/** `POST /campaigns/:id/claims`: claim a subsidy for a car; the same again changes nothing. */
export const postClaim: Route<{ params: ById; body: NewClaim; replies: { 201: ClaimView } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/campaigns/:id/claims',
  summary: { en: 'Claim a subsidy', zh: '申领补贴' },
  params: byId,
  body: z.strictObject({
    id: movementId,
    wallet: walletNumber,
    invoice: z
      .string()
      .regex(/^[0-9A-Za-z-]{6,30}$/, 'An invoice has a number of 6 to 30 letters and digits'),
    priceMinor: fen,
    dealer: walletNumber.nullable(),
  }),
  responses: { 201: claimSchema },
  errors: [
    'yuan.campaign_not_found',
    'yuan.campaign_not_open',
    'yuan.campaign_used_up',
    'yuan.claim_too_low',
    'yuan.claimed_before',
    'yuan.claim_differs',
    'yuan.not_a_dealer',
    'yuan.no_such_wallet',
  ],
  access: people,
  audit: { none: 'own' },
});

/** `GET /campaigns/:id/claims`: claims to be reviewed and reviewed, the earliest first. */
export const listClaims: Route<{
  params: ById;
  query: PageRequest;
  replies: { 200: Page<ClaimView> };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/campaigns/:id/claims',
  summary: { en: 'Claims of a campaign', zh: '申领列表' },
  params: byId,
  query: z.strictObject(pageQuery),
  responses: { 200: pageSchema(claimSchema) },
  errors: ['yuan.campaign_not_found', 'page.bad_cursor'],
  access: ['bureau'],
  audit: 'yuan_claim.read',
});

/** `POST /claims/:id/decision`: approve a claim (`why` null) or reject it. The same again changes nothing. */
export const postClaimDecision: Route<{
  params: ById;
  body: { readonly why: Rejection | null };
  replies: { 200: ClaimView };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/claims/:id/decision',
  summary: { en: 'Decide a claim', zh: '审核申领' },
  params: byId,
  body: z.strictObject({ why: z.enum(rejections).nullable() }),
  responses: { 200: claimSchema },
  errors: ['yuan.claim_not_found', 'yuan.claim_decided', 'yuan.campaign_not_open'],
  access: ['bureau'],
  audit: 'yuan_claim.decide',
});

/** `GET /wallets/:number/purses`: money under a purpose that a wallet has or had. */
export const listPurses: Route<{
  params: { readonly number: string };
  replies: { 200: { readonly items: readonly PurseView[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/wallets/:number/purses',
  summary: { en: 'Money under a purpose', zh: '钱包中的专用资金' },
  params: z.strictObject({ number: walletNumber }),
  responses: { 200: z.strictObject({ items: z.array(purseSchema).readonly() }) },
  errors: ['yuan.no_such_wallet'],
  access: holders,
  audit: { none: 'own' },
});
