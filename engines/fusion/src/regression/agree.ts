import { canonicalJson, fail, type Json } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import type { Mesh } from '../mesh.ts';
import { greet, receiveJson, sendJson } from '../scorecard/handshake.ts';
import { mismatch, planDigest } from '../scorecard/plan.ts';
import { turnsDigest } from './kernels.ts';
import type { ColumnShape, RegressionShape } from './layout.ts';
import type { RegressionPlan } from './plan.ts';

function regressionGreeting(plan: RegressionPlan, session: string, rows: number): Json {
  return {
    plan: Buffer.from(planDigest(plan, session)).toString('hex'),
    rows,
    turns: turnsDigest(),
  };
}

/** Greets all, tells one's columns, learns the others', and tells the dealer the whole. Errors: `fusion.plan_mismatch`. */
export async function agreeOnColumns(
  mesh: Mesh,
  dealer: Channel,
  of: { plan: RegressionPlan; rows: number; columns: readonly ColumnShape[] },
): Promise<RegressionShape> {
  await greet(mesh, dealer, regressionGreeting(of.plan, mesh.session, of.rows));
  const mine = of.columns.map(({ name, exponent }) => ({ name, exponent }));
  const received = await Promise.all(
    [...mesh.channels.values()].map(async (channel) => {
      await sendJson(channel, 'columns', mine);
      return [channel.peer, readColumns(await receiveJson(channel, 'columns'), channel.peer)] as const;
    }),
  );
  const shape = { rows: of.rows, columns: Object.fromEntries([[mesh.self, mine] as const, ...received]) };
  await sendJson(dealer, 'shape', shape);
  return shape;
}

/** Hears all parties out; they must say the same. Errors: `fusion.plan_mismatch`, `fusion.malformed_message`. */
export async function agreedColumns(
  roster: readonly Channel[],
  { plan, session }: { plan: RegressionPlan; session: string },
): Promise<RegressionShape> {
  const heard = await Promise.all(
    roster.map(async (channel) => ({
      peer: channel.peer,
      greeting: await receiveJson(channel, 'hello'),
      shape: await receiveJson(channel, 'shape'),
    })),
  );
  const { shape, peer } = heard[0]!;
  const { rows, columns } = (shape ?? {}) as { rows?: Json; columns?: Readonly<Record<string, Json>> };
  const greeting = canonicalJson(regressionGreeting(plan, session, Number(rows)));
  for (const other of heard) {
    if (canonicalJson(other.greeting) !== greeting) mismatch(other.peer, 'plan, session or number of rows');
    if (canonicalJson(other.shape) !== canonicalJson(shape)) mismatch(other.peer, 'view of the columns');
  }
  return {
    rows: Number(rows),
    columns: Object.fromEntries(
      plan.parties.map((party) => [party, readColumns(columns?.[party] ?? null, peer)]),
    ),
  };
}

function readColumns(value: Json, peer: string): ColumnShape[] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : undefined;
  const read = list?.flatMap((item) => {
    const { name, exponent } = (item ?? {}) as { name?: Json; exponent?: Json };
    const fine = typeof name === 'string' && Number.isInteger(exponent) && Math.abs(Number(exponent)) <= 24;
    return fine ? [{ name, exponent: Number(exponent) }] : [];
  });
  if (!read || read.length !== list!.length)
    fail('fusion.malformed_message', `${peer} sent a list of columns that cannot be read.`);
  return read;
}
