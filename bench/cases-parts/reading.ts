import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { CasesTables } from '@finharbor/cases';
import { casesMigrations } from '@finharbor/cases';
import { grant } from '@finharbor/cases/testing';
import { caseworkMigrations } from '@finharbor/casework';
import { parkRegistration } from '@finharbor/cluster';
import { complaint } from '@finharbor/community';
import { systemClock } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import type { BenchContext } from '../harness/context.ts';
import { type Ask, asks, beside, type Who } from './reading/asks.ts';
import { fill } from './reading/fill.ts';
import { serve } from './reading/serve.ts';

const usualCases = 1_000_000;
const callers = 8;
const askedEach = 25;
const procedures = [complaint, parkRegistration, grant];

/**
 * Lists, searches and counts over a million cases at 8 callers, through HTTP: the worst of the p95s of what people ask, in milliseconds.
 * Client and server share this process, as they share this machine.
 */
export async function reading(context: BenchContext): Promise<number> {
  await using database = await testDatabase<CasesTables>([casesMigrations, caseworkMigrations]);
  const cases = context.rows ?? usualCases;
  const row = { name: `making ${cases} cases`, unit: 's' };
  await context.measure(row, 1, async () => {
    const before = performance.now();
    await fill(database.db, { cases, procedures, nowMs: systemClock.nowMs() });
    return (performance.now() - before) / 1_000;
  });
  await using served = await serve(database.db, procedures);
  return Math.round((await measured(context, served.url)) * 10) / 10;
}

/** The worst p95 of what is asked there. */
export async function measured(context: BenchContext, url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  let worst = 0;
  for (const kind of ['', '/facets'])
    for (const ask of [...asks, ...beside]) {
      // Counts have no order.
      if (kind !== '' && 'sort' in ask.query) continue;
      const address = `${url}/cases${kind}?${new URLSearchParams(ask.query)}`;
      // Once beforehand: what is measured is a day of work, not its first minute.
      await asked(agent, address, ask.who);
      const name = `${kind === '' ? 'list' : 'count'}: ${ask.name}`;
      const figure = await context.measure({ name, unit: 'ms p95' }, 1, () => p95(agent, address, ask));
      if (!beside.includes(ask)) worst = Math.max(worst, figure);
    }
  agent.destroy();
  return worst;
}

async function p95(agent: Agent, address: string, { who }: Ask): Promise<number> {
  const times: number[] = [];
  const caller = async (): Promise<void> => {
    for (let at = 0; at < askedEach; at++) {
      const before = performance.now();
      await asked(agent, address, who);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  times.sort((a, b) => a - b);
  return times[Math.ceil(times.length * 0.95) - 1]!;
}

async function asked(agent: Agent, address: string, who: Who): Promise<void> {
  const request = get(address, { agent, headers: { 'x-who': who } });
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage];
  let text = '';
  for await (const part of response.setEncoding('utf8')) text += part;
  if (response.statusCode !== 200) throw new Error(`${address}: ${response.statusCode} ${text}`);
}
