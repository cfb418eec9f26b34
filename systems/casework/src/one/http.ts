import type { StoredCase } from '@finharbor/cases';
import { decodeCursor, pageLimits, pageOf } from '@finharbor/kernel';
import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { z } from 'zod';
import type { CaseworkContext } from '../context.ts';
import { claimNext } from '../lists/next.ts';
import { namesOf, personOf, seenAs, seenCase } from '../person.ts';
import { noCase } from '../refusal.ts';
import { type Doing, doWith, notYours, officeCase } from './act.ts';
import * as routes from './contract.ts';
import { fitToHave, fitToHear, fitToSit, namedBy } from './fit.ts';
import { begin } from './open.ts';
import { seenEvents } from './seen.ts';
import { type CaseView, caseView, mayWrite } from './view.ts';

type Answer = { readonly status: 200; readonly body: CaseView };

/** The endpoints of one case. */
export function caseEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [...readingEndpoints(ctx), ...actingEndpoints(ctx), ...officeEndpoints(ctx)];
}

/** A case as it is after something was done with it, to whoever did it. */
async function shown(ctx: CaseworkContext, stored: StoredCase, by: Doing['by']): Promise<Answer> {
  return { status: 200, body: await caseView(ctx, seenAs(ctx, stored, by) ?? noCase()) };
}

async function did(ctx: CaseworkContext, doing: Doing): Promise<Answer> {
  return shown(ctx, await doWith(ctx, doing), doing.by);
}

function readingEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(routes.postCase, async ({ body, caller, about }) => {
      const seen = await begin(ctx, body, personOf(caller));
      about({ case: seen.stored.id, procedure: body.procedure });
      return { status: 201, body: await caseView(ctx, seen) };
    }),
    endpoint(routes.getCase, async ({ params, caller }) => ({
      status: 200,
      body: await caseView(ctx, await seenCase(ctx, params.id, personOf(caller))),
    })),
    endpoint(routes.listCaseEvents, async ({ params, query, caller }) => {
      const seen = await seenCase(ctx, params.id, personOf(caller));
      const { limit = pageLimits.usual, cursor, type } = query;
      const after = cursor === undefined ? 0 : decodeCursor(cursor, z.tuple([z.int().min(0)]))[0];
      const rows = await seenEvents(ctx.db, seen, { after, limit: limit + 1, types: type?.split(',') ?? [] });
      const { items, next } = pageOf(rows, limit, ({ seq }) => [seq]);
      const names = await namesOf(
        ctx,
        items.flatMap(({ by }) => (by === null || by === 'clock' ? [] : [by])),
      );
      return { status: 200, body: { items, next, names } };
    }),
    endpoint(routes.putWatch, async ({ params: { id }, caller }) => {
      const by = personOf(caller);
      await seenCase(ctx, id, by);
      await ctx.db
        .insertInto('case_watch')
        .values({ account: by.account, case_id: id })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return { status: 204 };
    }),
    endpoint(routes.deleteWatch, async ({ params: { id }, caller }) => {
      const { account } = personOf(caller);
      await ctx.db
        .deleteFrom('case_watch')
        .where('account', '=', account)
        .where('case_id', '=', id)
        .execute();
      return { status: 204 };
    }),
  ];
}

function actingEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(routes.postStep, async ({ params: { id, step }, body, caller }) => {
      const { form, reason, revision } = body;
      const command = {
        ...({ type: 'step', step, form } as const),
        ...(reason === undefined ? {} : { reason }),
      };
      return did(ctx, { id, by: personOf(caller), command, revision });
    }),
    endpoint(routes.postOpinion, async ({ params: { id }, body: { form }, caller }) =>
      did(ctx, { id, by: personOf(caller), command: { type: 'opine', form } }),
    ),
    endpoint(routes.postComment, async ({ params: { id }, body, caller }) => {
      const by = personOf(caller);
      const seen = await seenCase(ctx, id, by);
      if (!mayWrite(seen)) notYours();
      const { text, mentions = [], isInternal = false } = body;
      if (isInternal && seen.standing !== 'office') notYours();
      await fitToHear(ctx, seen, { mentions, isInternal });
      return did(ctx, { id, by, command: { type: 'comment', text, mentions, isInternal } });
    }),
    endpoint(routes.postExtension, async ({ params: { id }, body: { term, reason, revision }, caller }) =>
      did(ctx, { id, by: personOf(caller), command: { type: 'extend', term, reason }, revision }),
    ),
    endpoint(routes.postExclusion, async ({ params: { id }, body, caller }) => {
      const by = personOf(caller);
      const account = body.account === 'me' ? by.account : body.account;
      const seen = await seenCase(ctx, id, by);
      if (account !== by.account && seen.standing !== 'office') notYours();
      await doWith(ctx, { id, by, command: { type: 'exclude', account, reason: body.reason } });
      return { status: 204 };
    }),
  ];
}

function officeEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(routes.postAssignee, async ({ params: { id }, body, caller }) => {
      const by = personOf(caller);
      const seen = await officeCase(ctx, id, by);
      const to = body.to === 'me' ? by.account : body.to;
      if (to !== null) await fitToHave(ctx, seen, { account: to, pointer: '/to' });
      return did(ctx, { id, by, command: { type: 'assign', to }, revision: body.revision });
    }),
    endpoint(routes.postSeats, async ({ params: { id }, body, caller }) => {
      const by = personOf(caller);
      const seats = await fitToSit(ctx, await officeCase(ctx, id, by), await namedBy(ctx, body.seats));
      return did(ctx, { id, by, command: { type: 'seat', seats }, revision: body.revision });
    }),
    endpoint(routes.postNext, async ({ body: { procedure }, caller, about }) => {
      const by = personOf(caller);
      const stored = await claimNext(ctx, procedure, by);
      about({ case: stored.id });
      return shown(ctx, stored, by);
    }),
  ];
}
