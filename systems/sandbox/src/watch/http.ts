import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { SandboxContext } from '../context.ts';
import { accountOf, insistOnReach } from '../people/reach.ts';
import * as routes from './contract.ts';
import { takeMeasure } from './measure.ts';
import { answerAlert, putIndicator, report } from './readings.ts';
import { readingsOf } from './readings-csv.ts';
import { putRecord, reviewModel } from './records.ts';
import { supervisionOf } from './supervision.ts';

/** Supervision of projects that run. */
export function watchEndpoints(ctx: SandboxContext): readonly Endpoint[] {
  return [
    endpoint(routes.getSupervision, async ({ params: { number }, caller }) => {
      await insistOnReach(ctx.db, number, caller);
      return { status: 200, body: await supervisionOf(ctx, number) };
    }),
    endpoint(routes.postMeasure, async ({ params, body, caller }) => ({
      status: 200,
      body: { stage: await takeMeasure(ctx, { ...params, ...body, by: accountOf(caller) }) },
    })),
    endpoint(routes.postWithdrawal, async ({ params, body, caller }) => ({
      status: 200,
      body: {
        stage: await takeMeasure(ctx, { ...params, ...body, kind: 'withdraw', by: accountOf(caller) }),
      },
    })),
    endpoint(routes.putIndicator, async ({ params: { number, indicator }, body }) => {
      await putIndicator(ctx, number, { indicator, ...body });
      return { status: 204 };
    }),
    endpoint(routes.postReadings, async ({ params: { number }, body: { readings }, caller }) => ({
      status: 200,
      body: { taken: await report(ctx, { number, readings, party: accountOf(caller).party }) },
    })),
    endpoint(routes.postReadingsCsv, async ({ params: { number }, body, caller }) => {
      const readings = readingsOf(body);
      return {
        status: 200,
        body: { taken: await report(ctx, { number, readings, party: accountOf(caller).party }) },
      };
    }),
    endpoint(routes.postAlertAnswer, async ({ params, body: { answer } }) => {
      await answerAlert(ctx, params, answer);
      return { status: 204 };
    }),
    endpoint(routes.putRecord, async ({ params, body, caller }) => ({
      status: 200,
      body: { version: await putRecord(ctx, { ...params, body, party: accountOf(caller).party }) },
    })),
    endpoint(routes.postReview, async ({ params, body }) => {
      await reviewModel(ctx, { ...params, ...body });
      return { status: 204 };
    }),
  ];
}
