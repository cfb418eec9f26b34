import assert from 'node:assert/strict';
import { type DraftProtection, type ProposalDraft, statisticsResult } from '@finharbor/harbor/contract';
import { sha256 } from '@finharbor/kernel';
import { demoTraining, type NodeClient } from '@finharbor/server';
import { type People, signInAll } from '../../apps/cli/src/demo/people.ts';
import { until } from '../../apps/cli/src/demo/until.ts';
import type { SoakContext } from '../../tools/soak.ts';
import { type TestHarbor, testHarbor } from '../harness/harbor.ts';
import { acceptTrust, approvedBy, contractWith, endedAt, type Job } from '../harness/proposals.ts';

const victims = ['bank', 'tax', 'social', 'hub'] as const;
/** Where a process is killed: as its party enters one of these; the dealer, as the consumer does. */
const moments = ['agree', 'align', 'rows', 'tables', 'protect', 'open', 'done'] as const;
const offices = ['tax', 'social'] as const;
const nodes = ['bank', ...offices] as const;
/** By turns, what each computation is protected by. */
const protections: readonly DraftProtection[] = [
  { kind: 'laplace', epsilonMicro: 50_000 },
  { kind: 'threshold' },
  { kind: 'gaussian', rhoMicro: 2_000 },
];
const mostRounds = 50;
/** A stage lasts some ten milliseconds: this spreads the kills over it and over the next. */
const spreadMs = 60;

/** What was asked once, and what it came to. */
type Asked = { readonly id: string; readonly protection: DraftProtection; answer: string | undefined };

/**
 * Statistics while one of the nodes or the dealer is killed as each stage begins. Whatever was killed: every job comes to its end, the same
 * computation has the same answer each time it is run, each noise is charged once and to everybody, and no party loses a row set.
 */
export async function soak({ seed, seconds, log, signal }: SoakContext): Promise<void> {
  const random = seeded(seed);
  await using harbor = await testHarbor(900);
  const people: People = await signInAll(harbor.home, harbor.current().urls);
  const contract = await agreed(people);
  const asked: Asked[] = [];
  const endMs = performance.now() + seconds * 1000;
  for (let round = 1; round <= mostRounds && performance.now() < endMs && !signal.aborted; round++) {
    const at = round - 1 + (seed % (victims.length * moments.length));
    const victim = victims[at % victims.length]!;
    const moment = moments[Math.floor(at / victims.length) % moments.length]!;
    // Killed on the first run of a computation and on a later one: by turns.
    const again = round % 3 === 0 ? asked[Math.floor(random() * asked.length)] : undefined;
    const one = again ?? (await ask(people, contract, protections[asked.length % protections.length]!));
    if (!again) asked.push(one);
    const { body } = await people.analyst.postProposalJob({ params: { id: one.id } });
    const waitMs = Math.floor(random() * spreadMs);
    const seen = await killed(harbor, { job: body.job, victim, moment, waitMs });
    const { attempts, by } = await broughtToItsEnd(people, body.job);
    for (const node of [people.analyst, ...people.approvers.values()]) await answering(node);
    one.answer ??= await answerOf(people.analyst, body.job);
    assert.equal(await answerOf(people.analyst, body.job), one.answer, 'the same question has one answer');
    await everythingIsCountedOnce(harbor, people, { contract, asked, round });
    log(
      `round ${round}: ${victim} killed in ${seen} (+${waitMs} ms) under ${one.protection.kind}, ${attempts} attempt(s), ${by}`,
    );
  }
}

async function agreed(people: People): Promise<string> {
  await acceptTrust(people);
  const products = await until(async () => {
    const { body } = await people.analyst.listProducts({});
    return body.length >= 2 ? body.map(({ id }) => id) : undefined;
  });
  const budget = { epsilonMicro: 20_000_000, delta: 1e-6 };
  return contractWith(people, offices, {
    kind: 'statistics',
    products,
    uses: mostRounds,
    terms: { budget },
  });
}

/** A computation that all sides learn and have approved. */
async function ask(people: People, contract: string, protection: DraftProtection): Promise<Asked> {
  const urban = { party: 'tax', field: 'UrbanRural' };
  const draft: ProposalDraft = {
    kind: 'statistics',
    contract,
    title: { en: 'A computation', zh: '一项计算' },
    product: demoTraining.product,
    columns: [
      { kind: 'category', ...urban, groups: ['0', '1', '2'] },
      { kind: 'number', party: 'social', field: 'NoEmp', min: 0, max: 50, decimals: 0 },
    ],
    statistics: [
      {
        kind: 'groups',
        name: 'staff',
        by: [urban],
        value: { party: 'social', field: 'NoEmp' },
        upTo: 'sum',
        protection,
        to: 'all',
      },
    ],
  };
  return { id: await approvedBy(people, offices, draft), protection, answer: undefined };
}

type Kill = {
  readonly job: string;
  readonly victim: (typeof victims)[number];
  readonly moment: string;
  readonly waitMs: number;
};

/** Kills the process once its stage has come, and says in which it was. */
async function killed(harbor: TestHarbor, { job, victim, moment, waitMs }: Kill): Promise<string> {
  const party = victim === 'hub' ? 'bank' : victim;
  const wanted = moments.indexOf(moment as (typeof moments)[number]);
  const stageNow = async (): Promise<string> => {
    const [row] = await harbor.sql(party, 'select stage from job where id = $1', [job]);
    return String(row?.stage ?? '');
  };
  for (let looks = 0; looks < 500; looks++)
    if (moments.indexOf((await stageNow()) as (typeof moments)[number]) >= wanted) break;
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  process.kill(harbor.current().supervisor.pids().get(victim)!, 'SIGKILL');
  return stageNow();
}

/** The consumer's node goes on by itself; where it has given up, somebody runs the job again. */
async function broughtToItsEnd(
  people: People,
  id: string,
): Promise<{ readonly attempts: number; readonly by: string }> {
  let by = 'by itself';
  let said = '';
  for (let looks = 0; looks < 90; looks++) {
    const job = await ended(people.analyst, id);
    if (job?.status === 'done') return { attempts: job.attempt, by };
    said = job?.error?.code ?? said;
    if (looks === 60) {
      by = `by hand (${said})`;
      await people.analyst.postAttempt({ params: { id } });
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return assert.fail(`job ${id} does not come to its end: ${said}`);
}

/** A job once it has ended; undefined while its node does not answer. */
async function ended(node: NodeClient, id: string): Promise<Job | undefined> {
  try {
    return await endedAt(node, id, 60_000);
  } catch {
    return undefined;
  }
}

/** A node that was killed as a job was done answers again once its supervisor has started it. */
async function answering(node: NodeClient): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    try {
      await node.listPeers({});
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  assert.fail('a node does not come back');
}

async function answerOf(node: NodeClient, id: string): Promise<string> {
  const { results, refused } = statisticsResult.parse((await node.getJob({ params: { id } })).body.result);
  assert.equal(refused, undefined);
  return JSON.stringify(results);
}

type Sofar = { readonly contract: string; readonly asked: readonly Asked[]; readonly round: number };

async function everythingIsCountedOnce(
  harbor: TestHarbor,
  people: People,
  { contract, asked, round }: Sofar,
): Promise<void> {
  const { body } = await people.analyst.getContract({ params: { id: contract } });
  assert.equal(body.usesMade, round);
  const by = (kind: DraftProtection['kind']): number =>
    asked.filter(({ protection }) => protection.kind === kind).length;
  const charged = { claims: asked.length, laplace: by('laplace'), gaussian: by('gaussian') };
  for (const party of nodes) {
    const [claims] = await harbor.sql(
      party,
      `select count(*)::int as claims, (count(*) filter (where epsilon_micro > 0))::int as laplace,
        (count(*) filter (where rho_micro > 0))::int as gaussian from privacy_claim where contract_id = $1`,
      [contract],
    );
    assert.deepEqual({ ...claims }, charged, party);
    const [sets] = await harbor.sql(
      party,
      'select count(distinct query)::int as n from row_set where contract_id = $1',
      [contract],
    );
    assert.equal(sets?.n, by('threshold'), `${party} keeps the rows of every exact computation`);
  }
}

/** Numbers in [0, 1) that follow from the seed: SHA-256 in counter mode. */
function seeded(seed: number): () => number {
  let count = 0;
  return () => new DataView(sha256(`${seed}:${count++}`).buffer).getUint32(0) / 2 ** 32;
}
