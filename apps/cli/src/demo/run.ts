import type { StoredApplication } from '@finharbor/financing';
import type { TrainingReport } from '@finharbor/fusion';
import { fail } from '@finharbor/kernel';
import { type DemoFirm, demoTraining, loansFile, readLoans } from '@finharbor/server';
import { agree } from './contracts.ts';
import { firmOf } from './firm.ts';
import { controlFigures } from './in-the-clear.ts';
import { type People, signInAll } from './people.ts';
import type { Progress } from './progress.ts';
import { checkReceipts } from './receipts.ts';

const mostApplicants = 10;

/** Where the harbor is. */
export type Place = {
  readonly url: string;
  readonly home: string;
  readonly urls: ReadonlyMap<string, string>;
};

/** What the demonstration found. */
export type Outcome = {
  readonly report: TrainingReport;
  readonly clear: Awaited<ReturnType<typeof controlFigures>>;
  readonly rows: number;
  readonly stages: readonly Stage[];
  /** What the training cost each party: the bank, then the offices. */
  readonly parties: readonly Cost[];
  readonly applications: readonly { readonly uscc: string; readonly application: StoredApplication }[];
  readonly uses: number;
  readonly afterWithdrawal: StoredApplication;
  readonly receipts: number;
  readonly seconds: number;
};
/** One party's share of a training's cost; memory is the largest resident size per stage, in bytes. */
export type Cost = {
  readonly stages: readonly Stage[];
  readonly memory: { readonly [stage: string]: number };
};
export type Stage = {
  readonly stage: string;
  readonly ms: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
};

/** Does the main job from contracts to receipts, as its people would, over the API alone. */
export async function runMainJob(place: Place, progress: Progress): Promise<Outcome> {
  const startedMs = performance.now();
  const people = await signInAll(place.home, place.urls);
  progress.step('1  Contracts · 合同');
  const contracts = await agree(people);
  progress.line('Two contracts in force: train (smallest group 50) and score (one firm, with its consent).');
  progress.step('2–4  Align, bin, train on shares, measure · 对齐、分箱、密态训练、检验');
  const trained = await train(people, contracts.train, progress);
  progress.step('5  Firms apply · 企业申请');
  const firms = readLoans(loansFile);
  const loan = await publishLoan(people, contracts.score, trained.model);
  const places = { hubUrl: place.url, bankUrl: place.urls.get('bank')!, home: place.home };
  const applications = [];
  // Until both an offer and a refusal have been seen: a demonstration that only says yes shows half the job.
  for (const applicant of applicantsAmong(firms)) {
    if (new Set(applications.map(({ application }) => application.status)).size === 2) break;
    const firm = firmOf(applicant, places);
    await people.taxSteward.putFirmKey({ params: { uscc: firm.uscc }, body: { publicKey: firm.publicKey } });
    const consent = await firm.consent(contracts.score);
    const application = await firm.apply({ product: loan, amount: '200000.00', consent });
    progress.line(describe(firm.uscc, application));
    applications.push({ uscc: firm.uscc, application, firm, consent });
  }
  const [first] = applications;
  const uses = (await first!.firm.uses()).length;
  progress.line(`The first firm sees ${uses} uses of its data, each with contract, time and receipt.`);
  await first!.firm.withdraw();
  const afterWithdrawal = await first!.firm.apply({
    product: loan,
    amount: '200000.00',
    consent: first!.consent,
  });
  progress.line(`It withdraws; the next use: ${describe(first!.uscc, afterWithdrawal)}`);
  progress.step('6  Receipts · 凭证');
  const receipts = await checkReceipts(people);
  progress.line(`${receipts} receipts checked against the co-signed log: all valid.`);
  progress.line(await describeStatement(people));
  const seconds = (performance.now() - startedMs) / 1000;
  const parties = await costs(people, trained.job);
  return {
    ...trained,
    parties,
    clear: await controlFigures(firms),
    applications,
    uses,
    afterWithdrawal,
    receipts,
    seconds,
  };
}

/** What the hub has metered and charged so far, as the bank's own node checks it. */
async function describeStatement({ bankApprover }: People): Promise<string> {
  const { body: months } = await bankApprover.listStatements({});
  const month = months[0]?.month;
  if (month === undefined) return 'Nothing is charged yet.';
  const [{ body: statement }, { body: check }] = await Promise.all([
    bankApprover.getStatement({ params: { month } }),
    bankApprover.getStatementCheck({ params: { month } }),
  ]);
  const spent = (Number(statement.totals.spentMinor) / 100).toFixed(2);
  return `The bank’s statement: ${statement.lines.length} lines, ${spent} yuan paid for data; ${check.confirmed} confirmed by log and ledger.`;
}

async function train(people: People, contract: string, progress: Progress) {
  const { body } = await people.analyst.postTraining({ body: { contract, data: demoTraining } });
  const id = body.job;
  const { body: events } = await people.analyst.getJobEvents({ params: { id } });
  for await (const { data: event } of events)
    if (event.kind === 'stage') progress.stage(event.stage, event.done, event.total);
  const { body: job } = await people.analyst.getJob({ params: { id } });
  if (job.status !== 'done')
    fail(job.error?.code ?? 'job.failed', job.error?.message ?? 'The training failed.');
  return { job: id, ...(job.result as object) } as unknown as {
    readonly job: string;
    readonly model: string;
    readonly rows: number;
    readonly report: TrainingReport;
    readonly stages: readonly Stage[];
  };
}

async function costs(people: People, job: string): Promise<readonly Cost[]> {
  const nodes = [people.analyst, ...people.approvers.values()];
  const jobs = await Promise.all(nodes.map((node) => node.getJob({ params: { id: job } })));
  return jobs.map(({ body }) => body.result as unknown as Cost);
}

async function publishLoan(people: People, scoringContract: string, model: string): Promise<string> {
  const { body } = await people.bankApprover.postLoan({
    body: {
      title: { en: 'Working-capital loan for small firms', zh: '小微企业流动资金贷款' },
      currency: 'USD',
      mostAmount: '500000.00',
      cutOffPoints: 450,
      rates: [
        { fromPoints: 450, rateBp: 780 },
        { fromPoints: 500, rateBp: 620 },
        { fromPoints: 540, rateBp: 480 },
      ],
      promisedDays: 3,
      scoringContract,
      model,
    },
  });
  return body.id;
}

/** Firms both offices hold, in turn one that the bank knows already and one that it does not. */
function applicantsAmong(firms: readonly DemoFirm[]): readonly DemoFirm[] {
  const held = firms.filter(({ heldBy }) => heldBy.tax && heldBy.social);
  const [known, fresh] = [
    held.filter(({ heldBy }) => heldBy.bank),
    held.filter(({ heldBy }) => !heldBy.bank),
  ];
  return Array.from({ length: mostApplicants / 2 }, (_, at) => [known[at]!, fresh[at]!]).flat();
}

function describe(uscc: string, { decision }: StoredApplication): string {
  if (!decision) return `${uscc}: no decision`;
  if (decision.kind === 'not_scored')
    return `${uscc}: refused to be scored (${decision.code}): ${decision.message}`;
  const reasons = decision.reasons.map(({ en }) => en).join(' ');
  return decision.kind === 'offered'
    ? `${uscc}: ${decision.points} points → offer of ${decision.amount} ${decision.currency} at ${decision.rateBp / 100} %. ${reasons}`
    : `${uscc}: ${decision.points} points, cut-off ${decision.cutOffPoints} → refusal. ${reasons}`;
}
