import type { Body, DocumentType, JobRunner, Negotiator, NodeContext, Verified } from '@finharbor/harbor';

/** What acts on documents at a node. */
export type Actors = {
  readonly ctx: NodeContext;
  readonly runner: JobRunner;
  readonly negotiator: Pick<Negotiator, 'end' | 'replace'>;
};

/**
 * What a node does when a document has been admitted for the first time: take part in jobs, give up those that were refused, and end
 * what its connector has agreed on where a contract was ended or replaced.
 */
export function onAdmitted({ ctx, runner, negotiator }: Actors, doc: Verified<DocumentType>): void {
  if (doc.type === 'termination') {
    const ended = doc as Verified<'termination'>;
    negotiator
      .end(ended)
      .catch((error: unknown) => ctx.note('contract.not_ended', { contract: ended.body.contract }, error));
    return;
  }
  if (doc.type === 'contract') {
    const next = doc as Verified<'contract'>;
    negotiator
      .replace(next)
      .catch((error: unknown) => ctx.note('contract.not_replaced', { contract: next.id }, error));
    return;
  }
  if (doc.type === 'job') {
    const job = doc as Verified<'job'>;
    // The consumer's own part began when it signed the job.
    if (job.issuer !== ctx.party && job.body.roster.includes(ctx.party))
      runner
        .take(job, null)
        .catch((error: unknown) => ctx.note('job.not_begun', { jobId: job.body.job }, error));
    return;
  }
  if (doc.type === 'job_answer') {
    const answer = doc as Verified<'job_answer'>;
    endRefused(ctx, runner, answer).catch((error: unknown) =>
      ctx.note('job.not_ended', { jobId: answer.body.job }, error),
    );
  }
}

/** Only who is in a job's roster can refuse it: a pinned party that is not has no say in it. */
async function endRefused(
  ctx: NodeContext,
  runner: JobRunner,
  { issuer, body }: Verified<'job_answer'>,
): Promise<void> {
  if (body.answer !== 'refused' || issuer === ctx.party) return;
  const job = await ctx.store.jobs.get(body.job);
  const { roster } = (job?.request ?? { roster: [] }) as unknown as Pick<Body<'job'>, 'roster'>;
  if (!roster.includes(issuer)) return;
  runner.end(body.job, { code: body.code, message: `${issuer} refused: ${body.reason.en}` }, body.attempt);
}
