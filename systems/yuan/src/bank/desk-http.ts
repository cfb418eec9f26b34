import { decodeCursor, FinharborError, fail, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint, type Scope } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { YuanContext } from '../context.ts';
import { holderIn } from '../wallets/http.ts';
import { operatorOf, operators } from '../wallets/postgres.ts';
import { settlementNumber } from './accounts.ts';
import * as routes from './desk-routes.ts';
import { exchangeKeyset, fileOf } from './http.ts';
import { type Message, messageByNo, messagesOf } from './mail.ts';
import { messageIdOf } from './numbers.ts';
import { deliverAgain, type HandedIn, handIn } from './post-office.ts';
import { exchangesBy } from './postgres.ts';
import { holdings, reconcile } from './reconcile.ts';
import { exchangeView, messageText, messageView } from './show.ts';
import { reportCsv, reportXml, settlementStatement } from './statement.ts';
import type { MessageText } from './views.ts';

const messageKeyset = z.tuple([z.string().regex(/^[0-9]{1,18}$/)]);

/** What tellers of a bank that opens wallets see and do. */
export function deskEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [...dayEndpoints(ctx), ...messageEndpoints(ctx), ...statementEndpoints(ctx)];
}

/** The operator whose people are of the caller's party. Errors: `yuan.no_operator`. */
async function operatorIn({ db }: YuanContext, scope: Scope): Promise<string> {
  return (
    (await operatorOf(db, holderIn(scope))) ??
    fail('yuan.no_operator', 'Your party is no bank that opens wallets.')
  );
}

function dayEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.getDesk, async ({ scope, query: { day } }) => {
      const operator = await operatorIn(ctx, scope);
      const [named, held, reconciliation] = await Promise.all([
        operators(db),
        holdings(ctx, operator),
        reconcile(ctx, operator, day),
      ]);
      const operatorName = named.find(({ code }) => code === operator)!.name;
      const settlementAccount = settlementNumber(operator);
      return {
        status: 200,
        body: { operator, operatorName, settlementAccount, day, holdings: held, reconciliation },
      };
    }),
    endpoint(routes.listDeskExchanges, async ({ scope, query }) => {
      const operator = await operatorIn(ctx, scope);
      const { cursor, limit = pageLimits.usual, state } = query;
      const before = cursor === undefined ? undefined : decodeCursor(cursor, exchangeKeyset);
      const isUnderWay = state === 'under_way';
      const rows = await exchangesBy(db, { operator, isUnderWay, before, limit: limit + 1 });
      const page = pageOf(rows, limit, ({ askedAtMs, id }) => [String(askedAtMs), id]);
      return { status: 200, body: { ...page, items: page.items.map(exchangeView) } };
    }),
  ];
}

function messageEndpoints(ctx: YuanContext): readonly Endpoint[] {
  const { db } = ctx;
  return [
    endpoint(routes.listBankMessages, async ({ scope, query }) => {
      const operator = await operatorIn(ctx, scope);
      const { cursor, limit = pageLimits.usual, exchange } = query;
      const before = cursor === undefined ? undefined : decodeCursor(cursor, messageKeyset)[0];
      const rows = await messagesOf(db, operator, { before, exchange, limit: limit + 1 });
      const page = pageOf(rows, limit, ({ no }) => [no]);
      return { status: 200, body: { ...page, items: page.items.map(messageView) } };
    }),
    endpoint(routes.getBankMessage, async ({ scope, params, about }) => {
      about({ message: params.no });
      return { status: 200, body: messageText(await messageIn(ctx, scope, params.no)) };
    }),
    endpoint(routes.postMessageRepeat, async ({ scope, params, about }) => {
      about({ message: params.no });
      await deliverAgain(ctx, await messageIn(ctx, scope, params.no));
      return { status: 202, body: messageText(await messageIn(ctx, scope, params.no)) };
    }),
    endpoint(routes.postBankMessage, async ({ scope, body, about }) => {
      const operator = await operatorIn(ctx, scope);
      const handed = await handIn(ctx, { operator, bytes: body });
      const no = taken(handed);
      about({ message: no });
      return { status: 202, body: await textOf(ctx, operator, no) };
    }),
  ];
}

/** The number of a message that was taken. Errors: `yuan.message_refused` with what is wrong and where, `yuan.message_differs`. */
function taken(handed: HandedIn): string {
  if (handed.kind === 'refused')
    throw new FinharborError({
      code: 'yuan.message_refused',
      publicMessage: 'The message is not kept and nothing of it is done. Correct it and send it again.',
      fields: handed.findings.slice(0, mostFindings).map(({ path, line, en, zh }) => ({
        in: 'body',
        pointer: path,
        detail: `Line ${line}: ${en} 第 ${line} 行：${zh}`,
      })),
    });
  if (handed.kind === 'wrong_way')
    fail('yuan.message_refused', 'Such a message comes from the bank and does not go to it.');
  if (handed.kind === 'differs')
    fail('yuan.message_differs', 'Another message has this MsgId. Nothing was done: give it one of its own.');
  return handed.no;
}

const mostFindings = 100;

async function messageIn(ctx: YuanContext, scope: Scope, no: string): Promise<Message> {
  const operator = await operatorIn(ctx, scope);
  return (
    (await messageByNo(ctx.db, operator, no)) ??
    fail('yuan.message_not_found', 'Your bank has no message of this number.')
  );
}

async function textOf({ db }: YuanContext, operator: string, no: string): Promise<MessageText> {
  return messageText((await messageByNo(db, operator, no))!);
}

function statementEndpoints(ctx: YuanContext): readonly Endpoint[] {
  return [
    endpoint(routes.getDeskXml, async ({ scope, params: { day }, query: { kind } }) => {
      const operator = await operatorIn(ctx, scope);
      const statement = await settlementStatement(ctx, operator, day);
      const xml = await reportXml(kind, statement, messageIdOf(kind, operator, day));
      return { status: 200, ...fileOf(`${operator}-${day}-${kind}.xml`, xml) };
    }),
    endpoint(routes.getDeskCsv, async ({ scope, params: { day } }) => {
      const operator = await operatorIn(ctx, scope);
      const csv = reportCsv(await settlementStatement(ctx, operator, day));
      return { status: 200, ...fileOf(`${operator}-${day}.csv`, csv) };
    }),
  ];
}
