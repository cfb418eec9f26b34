import type { DocumentType, JobRunner, NodeContext, Verified } from '@finharbor/harbor';

/** What a node does when a document has been admitted for the first time: take part in jobs, and give up those that were refused. */
export function onAdmitted(ctx: NodeContext, runner: JobRunner, doc: Verified<DocumentType>): void {
  if (doc.type === 'job') {
    const job = doc as Verified<'job'>;
    // The consumer's own part began when it signed the job.
    if (job.issuer !== ctx.party && job.body.roster.includes(ctx.party))
      runner
        .take(job, null)
        .catch((error: unknown) => ctx.note('job.not_begun', { jobId: job.body.job }, error));
    return;
  }
  if (doc.type !== 'job_answer') return;
  const { body } = doc as Verified<'job_answer'>;
  if (body.answer !== 'refused' || doc.issuer === ctx.party) return;
  runner.end(
    body.job,
    { code: body.code, message: `${doc.issuer} refused: ${body.reason.en}` },
    body.attempt,
  );
}
