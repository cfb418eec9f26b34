import { type Actor, actorOf } from '@finharbor/access';
import { decodeCursor, fail, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint, type Scope } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import { operatorIn, type Person, personIn } from '../people/http.ts';
import { operators, walletsByNumber } from '../wallets/postgres.ts';
import { askInquiry } from './ask.ts';
import { lawOf } from './basis.ts';
import { checkInquiry, confirmInquiry } from './decide.ts';
import { transparency } from './disclosures.ts';
import { type Inquiry, readableUntil } from './domain.ts';
import { openAnswer } from './open.ts';
import { inquiriesOf, inquiryById, openingsOf, type Whose } from './postgres.ts';
import * as routes from './routes.ts';

const keyset = z.tuple([z.string().regex(/^[0-9]{1,15}$/), z.uuid()]);

/** Lawful requests, their answers, and the public count of them. */
export function inquiryEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [...readEndpoints(ctx), ...actEndpoints(ctx)];
}

function readEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.listInquiries, async ({ scope, caller, query: { cursor, limit = pageLimits.usual } }) => {
      const before = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
      const rows = await inquiriesOf(db, await whoseIn(ctx, scope), { before, limit: limit + 1 });
      const page = pageOf(rows, limit, ({ askedAtMs, id }) => [String(askedAtMs), id]);
      return { status: 200, body: { ...page, items: await viewsOf(ctx, page.items, personIn(caller)) } };
    }),
    endpoint(routes.getInquiry, async ({ scope, caller, params }) => ({
      status: 200,
      body: await viewOf(ctx, await inquiryIn(ctx, scope, params.id), personIn(caller)),
    })),
    endpoint(routes.getTransparency, async () => ({ status: 200, body: { rows: await transparency(ctx) } })),
  ];
}

function actEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    endpoint(routes.postInquiry, async ({ body, caller, about }) => {
      about({ yuan_inquiry: body.id });
      const person = personIn(caller);
      const asked = await askInquiry(ctx, body, actorOf(person, 'bureau'));
      about({ yuan_wallet: asked.wallet });
      return { status: 201, body: await viewOf(ctx, asked, person) };
    }),
    endpoint(routes.postInquiryCheck, async ({ scope, params, body: { refusal }, caller, about }) => {
      const person = personIn(caller);
      const inquiry = await inquiryIn(ctx, scope, params.id);
      about({ yuan_wallet: inquiry.wallet, verdict: refusal === null ? 'checked' : 'refused' });
      const word = { by: actorOf(person, 'teller'), refusal };
      return { status: 200, body: await viewOf(ctx, await checkInquiry(ctx, inquiry, word), person) };
    }),
    endpoint(routes.postInquiryConfirmation, async ({ scope, params, body: { refusal }, caller, about }) => {
      const person = personIn(caller);
      const inquiry = await inquiryIn(ctx, scope, params.id);
      about({ yuan_wallet: inquiry.wallet, verdict: refusal === null ? 'answered' : 'refused' });
      const word = { by: actingAs(person, ['teller', 'operator']), refusal };
      return { status: 200, body: await viewOf(ctx, await confirmInquiry(ctx, inquiry, word), person) };
    }),
    endpoint(routes.getAnswer, async ({ scope, params, about }) => {
      const inquiry = await inquiryIn(ctx, scope, params.id);
      about({ yuan_wallet: inquiry.wallet });
      return { status: 200, body: await openAnswer(ctx, inquiry) };
    }),
  ];
}

/** Somebody in whichever of these roles they call, lent ones of all of them named. */
function actingAs(person: Person, roles: readonly string[]): Actor {
  const onBehalfOf = roles.flatMap((role) => actorOf(person, role).onBehalfOf);
  return { account: person.account, onBehalfOf };
}

async function whoseIn(ctx: YuanContext, scope: Scope): Promise<Whose> {
  if (scope.kind === 'all') return {};
  return scope.kind === 'self' ? { askedBy: scope.account } : { operator: await operatorIn(ctx, scope) };
}

/** A request that the caller may see. Errors: `yuan.inquiry_not_found`. */
async function inquiryIn(ctx: YuanContext, scope: Scope, id: string): Promise<Inquiry> {
  const [inquiry, { askedBy, operator }] = await Promise.all([inquiryById(ctx.db, id), whoseIn(ctx, scope)]);
  const wallet = inquiry && (await walletsByNumber(ctx.db, [inquiry.wallet])).get(inquiry.wallet);
  const isSeen =
    (askedBy === undefined || inquiry?.asked.account === askedBy) &&
    (operator === undefined || wallet?.operator === operator);
  return inquiry && isSeen ? inquiry : fail('yuan.inquiry_not_found', 'There is no such request.');
}

async function viewOf(ctx: YuanContext, inquiry: Inquiry, person: Person): Promise<routes.InquiryView> {
  return (await viewsOf(ctx, [inquiry], person))[0]!;
}

async function viewsOf(
  { db }: YuanContext,
  inquiries: readonly Inquiry[],
  person: Person,
): Promise<readonly routes.InquiryView[]> {
  if (inquiries.length === 0) return [];
  const names = new Map((await operators(db)).map(({ code, name }) => [code, name]));
  const wallets = await walletsByNumber(
    db,
    inquiries.map(({ wallet }) => wallet),
  );
  return Promise.all(
    inquiries.map(async ({ asked, checked, ...inquiry }) => {
      const openedAtMs = await openingsOf(db, inquiry.id);
      return {
        ...inquiry,
        law: lawOf(inquiry),
        operatorName: names.get(wallets.get(inquiry.wallet)!.operator)!,
        openedAtMs,
        readableUntilMs:
          inquiry.state === 'answered' ? readableUntil(inquiry.decidedAtMs!, openedAtMs[0]) : null,
        isOwn: asked.account === person.account,
        isCheckedByMe: checked?.account === person.account,
      };
    }),
  );
}
