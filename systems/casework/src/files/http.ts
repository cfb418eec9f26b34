import { attachFile, type Done, detachFile } from '@finharbor/cases';
import { attachment, type Endpoint, endpoint } from '@finharbor/kernel/http';
import type { CaseworkContext } from '../context.ts';
import { notYours } from '../one/act.ts';
import { type CaseView, caseView, mayWrite } from '../one/view.ts';
import { personOf, type Seen, seenAs, seenCase } from '../person.ts';
import { noCase, problemOf, refuse } from '../refusal.ts';
import * as routes from './contract.ts';

// Whatever it is, no browser shows it as a page of ours, and nothing in it runs.
const inert = { 'content-security-policy': "sandbox; default-src 'none'" };

/** The endpoints of the files of cases. */
export function fileEndpoints(ctx: CaseworkContext): readonly Endpoint[] {
  return [
    endpoint(routes.postFile, async ({ params: { id, document }, query: { name }, body, caller }) => {
      const seen = await writable(ctx, id, personOf(caller));
      const { size, bytes } = body;
      const attaching = { by: seen.by, document, name, size, most: routes.postFile.maxBodyBytes!, bytes };
      return { status: 201, body: await shown(ctx, seen, await attachFile(ctx, seen.stored, attaching)) };
    }),
    endpoint(routes.deleteFile, async ({ params: { id, document, sha256 }, caller }) => {
      const seen = await writable(ctx, id, personOf(caller));
      const done = await detachFile(ctx, { id, by: seen.by, document, sha256 });
      return { status: 200, body: await shown(ctx, seen, done) };
    }),
    endpoint(routes.getFile, async ({ params: { id, document, sha256 }, caller }) => {
      const { documents } = (await seenCase(ctx, id, personOf(caller))).stored.state;
      const files = Object.hasOwn(documents, document) ? documents[document]! : [];
      const file = files.find((one) => one.sha256 === sha256);
      const body = file && (await ctx.files.read(id, sha256));
      if (!body) return refuse('case.file_unknown', { en: 'There is no such file.', zh: '没有这个文件。' });
      return { status: 200, headers: { ...inert, 'content-disposition': attachment(file.name) }, body };
    }),
  ];
}

async function writable(ctx: CaseworkContext, id: string, by: Seen['by']): Promise<Seen> {
  const seen = await seenCase(ctx, id, by);
  return mayWrite(seen) ? seen : notYours();
}

async function shown(ctx: CaseworkContext, { by }: Seen, done: Done): Promise<CaseView> {
  if (done.kind === 'refused') throw problemOf(done);
  return caseView(ctx, seenAs(ctx, done.case, by) ?? noCase());
}
