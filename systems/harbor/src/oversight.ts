import { type ContractView, replacementOf } from './contract-views.ts';
import type { Bilingual, ContractKind, Verified } from './documents.ts';
import { type ContractFile, type ContractState, contractState } from './domain.ts';

/**
 * Where a job stands as far as the hub can know it. `asked`: an office has yet to answer; `refused`: one has refused the latest attempt;
 * `accepted`: all have accepted it; `partly_used`, `used`: some or all offices have published that the data were used, in whichever
 * attempt. The hub learns nothing of success beyond these uses: a job that is `accepted` may be running or have failed, and one that is
 * `used` may have failed at its last message.
 */
export type OverseenJobState = 'asked' | 'refused' | 'accepted' | 'partly_used' | 'used';

/** Every state a job can be in. */
export const overseenJobStates: readonly OverseenJobState[] = [
  'asked',
  'refused',
  'accepted',
  'partly_used',
  'used',
];

/** Rows that a list holds at most: the latest. */
export const overseenMost = 500;

/** An office's signed answer to one attempt of a job. */
export type OverseenAnswer = {
  readonly party: string;
  readonly attempt: number;
  readonly answer: 'accepted' | 'refused';
  readonly code: string;
  readonly reason: Bilingual;
  readonly atMs: number;
};

/** One office's published use: which of its columns, when, and the commitment that stands in the evidence log. */
export type OverseenUse = {
  readonly party: string;
  readonly fields: readonly string[];
  readonly usedAtMs: number;
  readonly commitment: string;
  readonly logIndex: number;
};

/** A job as its supervisor sees it: who asked whom for what; of a firm that is scored no more than a masked code. */
export type OverseenJob = {
  readonly id: string;
  readonly kind: ContractKind;
  readonly contract: string;
  /** The contract's purpose; null where the board holds no such contract. */
  readonly purpose: Bilingual | null;
  readonly consumer: string;
  readonly providers: readonly string[];
  readonly subject: string | null;
  readonly state: OverseenJobState;
  /** Earliest first, so that the last is the one that counts. */
  readonly attempts: readonly { readonly attempt: number; readonly atMs: number }[];
  readonly answers: readonly OverseenAnswer[];
  readonly uses: readonly OverseenUse[];
};

/** A refusal of one office, with the job it refused. */
export type OverseenRefusal = Pick<OverseenAnswer, 'party' | 'attempt' | 'code' | 'reason' | 'atMs'> &
  Pick<OverseenJob, 'kind' | 'contract' | 'consumer'> & { readonly job: string };

/** A contract in a list of them. */
export type OverseenContract = {
  readonly id: string;
  readonly kind: ContractKind;
  readonly consumer: string;
  readonly providers: readonly string[];
  readonly purpose: Bilingual;
  readonly state: ContractState;
  readonly usesMade: number;
  /** Null where the contract names no number. */
  readonly usesAllowed: number | null;
  readonly askedAtMs: number;
  readonly validUntil: string;
};

/** One contract in full: what its sides see of it, when it was asked for, who ended it, and the jobs under it. */
export type OverseenContractFile = {
  readonly contract: ContractView;
  readonly askedAtMs: number;
  readonly endings: readonly { readonly party: string; readonly reason: string; readonly atMs: number }[];
  readonly jobs: readonly OverseenJob[];
};

/** Jobs whose data were first used on a day, by kind. */
export type DayOfUses = { readonly day: string } & Readonly<Record<ContractKind, number>>;

/** What the board holds on jobs, each list in the order it arrived. */
export type JobDocuments = {
  readonly contracts: readonly Verified<'contract'>[];
  readonly jobs: readonly Verified<'job'>[];
  readonly answers: readonly Verified<'job_answer'>[];
  readonly uses: readonly Verified<'use'>[];
};

/** Jobs in the order in which they were first asked for, each with its attempts, answers and uses. */
export function overseenJobs({ contracts, jobs, answers, uses }: JobDocuments): readonly OverseenJob[] {
  const purposes = new Map(contracts.map(({ id, body }) => [id, body.purpose]));
  const answersTo = Map.groupBy(answers, ({ body }) => body.job);
  const usesIn = Map.groupBy(uses, ({ body }) => body.job);
  return [...Map.groupBy(jobs, ({ body }) => body.job)].map(([id, asked]) =>
    overseenJob({
      asked: asked as [Verified<'job'>, ...Verified<'job'>[]],
      answers: answersTo.get(id) ?? [],
      uses: usesIn.get(id) ?? [],
      purpose: purposes.get(asked[0]!.body.contract) ?? null,
    }),
  );
}

type OneJob = {
  readonly asked: readonly [Verified<'job'>, ...Verified<'job'>[]];
  readonly answers: readonly Verified<'job_answer'>[];
  readonly uses: readonly Verified<'use'>[];
  readonly purpose: Bilingual | null;
};

/**
 * A number belongs to whoever used it first, as at the nodes: a document by which another party takes it is no attempt of this job
 * (its refusal, `job.changed`, is seen). Only the offices on the roster answer and use; what others say of the job is left out.
 */
function overseenJob({ asked: [first, ...later], answers, uses, purpose }: OneJob): OverseenJob {
  const { job: id, kind, contract, roster, subject } = first.body;
  const providers = roster.slice(1);
  const attempts = [first, ...later.filter(({ issuer }) => issuer === first.issuer)]
    .map(({ body, issuedAtMs }) => ({ attempt: body.attempt, atMs: issuedAtMs }))
    .toSorted((a, b) => a.attempt - b.attempt);
  const heard = answers
    .filter(({ issuer }) => providers.includes(issuer))
    .map(answerOf)
    .toSorted((a, b) => a.atMs - b.atMs);
  const used = uses
    .filter(({ issuer, body }) => providers.includes(issuer) && body.contract === contract)
    .map(useOf)
    .toSorted((a, b) => a.usedAtMs - b.usedAtMs);
  const latest = heard.filter(({ attempt }) => attempt === attempts.at(-1)!.attempt);
  const state = stateOf(providers, latest, used);
  const masked = subject === null ? null : maskUscc(subject);
  return {
    id,
    kind,
    contract,
    purpose,
    consumer: first.issuer,
    providers,
    subject: masked,
    state,
    attempts,
    answers: heard,
    uses: used,
  };
}

function answerOf({ issuer, issuedAtMs, body }: Verified<'job_answer'>): OverseenAnswer {
  const { attempt, answer, code, reason } = body;
  return {
    party: issuer,
    attempt,
    answer,
    code: withoutCodes(code),
    reason: { en: withoutCodes(reason.en), zh: withoutCodes(reason.zh) },
    atMs: issuedAtMs,
  };
}

function useOf({ issuer, body }: Verified<'use'>): OverseenUse {
  const { fields, usedAt, commitment, logIndex } = body;
  return { party: issuer, fields, usedAtMs: Date.parse(usedAt), commitment, logIndex };
}

function stateOf(
  providers: readonly string[],
  answers: readonly OverseenAnswer[],
  uses: readonly OverseenUse[],
): OverseenJobState {
  const used = new Set(uses.map(({ party }) => party)).size;
  if (used > 0) return used === providers.length ? 'used' : 'partly_used';
  // An office judges an attempt once; what it says later is about a document that only bears the same number.
  const first = providers.map((provider) => answers.find(({ party }) => party === provider)?.answer);
  if (first.includes('refused')) return 'refused';
  return first.every((answer) => answer === 'accepted') ? 'accepted' : 'asked';
}

/** Every refusal of an office, also of attempts that were followed by others, latest first. */
export function refusalsIn(jobs: readonly OverseenJob[]): readonly OverseenRefusal[] {
  return jobs
    .flatMap(({ id, kind, contract, consumer, answers }) =>
      answers
        .filter(({ answer }) => answer === 'refused')
        .map(({ answer: _answer, ...refusal }) => ({ ...refusal, job: id, kind, contract, consumer })),
    )
    .toSorted((a, b) => b.atMs - a.atMs);
}

/** Jobs in which data were used, as the hub counts uses: by what the offices have published. */
function usedIn(jobs: readonly OverseenJob[]): readonly OverseenJob[] {
  return jobs.filter(({ uses }) => uses.length > 0);
}

/** A contract in full. Words of those who are no side of it are left out, as they count for nothing. */
export function overseenContractFile(
  file: ContractFile & Pick<ContractView, 'countered'>,
  jobs: readonly OverseenJob[],
  nowMs: number,
): OverseenContractFile {
  const { id, issuedAtMs, body } = file.contract;
  const sides = [body.consumer, ...body.providers];
  const decisions = file.approvals
    .filter(({ issuer }) => body.providers.includes(issuer))
    .map(({ issuer: party, issuedAtMs: atMs, body: { decision, reason } }) => ({
      party,
      decision,
      reason: withoutCodes(reason),
      atMs,
    }))
    .toSorted((a, b) => a.atMs - b.atMs);
  const endings = file.terminations
    .filter(({ issuer }) => sides.includes(issuer))
    .map(({ issuer, issuedAtMs: atMs, body: { reason } }) => ({
      party: issuer,
      reason: withoutCodes(reason),
      atMs,
    }));
  const state = contractState(file, nowMs);
  const countered = file.countered.map((one) => ({ ...one, reason: withoutCodes(one.reason) }));
  const usesMade = usedIn(jobs).length;
  const contract = { id, state, usesMade, decisions, countered, replacedBy: replacementOf(file), body };
  return { contract, askedAtMs: issuedAtMs, endings, jobs };
}

/** A unified social credit code of which only the first and last two characters are told. */
export function maskUscc(code: string): string {
  return `${code.slice(0, 2)}${'*'.repeat(14)}${code.slice(-2)}`;
}

/** A text that people wrote, with whatever has the form of a unified social credit code masked. */
function withoutCodes(text: string): string {
  return text.replace(/(?<![0-9a-z])[0-9a-z]{2}\d{6}[0-9a-z]{10}(?![0-9a-z])/gi, maskUscc);
}
