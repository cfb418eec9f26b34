import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CasesTables, migrateCases } from '@finharbor/cases';
import { grantMigration, nextGrant, samples, sketchedGrant } from '@finharbor/cases/testing';
import { readPdf } from '@finharbor/paper/testing';
import type { Kysely } from 'kysely';
import { verifyArchive } from './archive/verify.ts';
import { testCasework } from './testing.ts';

// New cases begin with the latest version: one of the older is begun before the newer is there.
const procedures = [sketchedGrant];
const cases = await testCasework(procedures);
const firm = await cases.someone('firm:1', 'owner');
const clerk = await cases.someone('hub', 'clerk');

test('a case that went on under a next version is read, printed, exported and worked on as before', async () => {
  const { id } = (await firm.client.postCase({ body: { procedure: 'grant' } })).body;
  for (const [document, more] of [
    ['plan', ''],
    ['sketch', '%sketch'],
    ['poster', '%poster'],
  ] as const)
    await firm.client.postFile({
      params: { id, document },
      query: { name: `${document}.pdf` },
      body: new Blob([samples.pdf!.slice(), `\n${more}`]),
    });
  const form = { name: '海港', yuan: 900, kind: 'new' };
  await firm.client.postStep({ params: { id, step: 'file' }, body: { form } });
  await clerk.client.postStep({ params: { id, step: 'ask' }, body: { reason: 'More.' } });
  const letter = async (seq: number) =>
    (await readPdf((await firm.client.getLetter({ params: { id, seq }, query: { language: 'en' } })).body))
      .pages;
  const before = (await firm.client.getCase({ params: { id } })).body;
  const written = await letter(before.letters[0]!.seq);
  procedures.push(nextGrant);
  const { moved, stayed } = await migrateCases(
    cases.ctx.cases,
    cases.db as unknown as Kysely<CasesTables>,
    grantMigration,
  );
  assert.deepEqual([moved, stayed], [1, []]);
  const { body } = await firm.client.getCase({ params: { id } });
  assert.deepEqual([body.procedure.version, body.state.name], [2, 'waiting']);
  assert.deepEqual(body.forms.application, { ...form, region: 'bay' });
  assert.deepEqual(
    body.documents.map(({ name, files }) => [name, files.map((file) => file.name)]),
    [['outline', ['plan.pdf', 'sketch.pdf']]],
  );
  const [, sketch] = body.documents[0]!.files;
  const bytes = await fetch(`${cases.url}/cases/${id}/documents/outline/${sketch!.sha256}`, {
    headers: { authorization: firm.authorization },
  });
  assert.deepEqual([bytes.status, (await bytes.text()).endsWith('%sketch')], [200, true]);
  assert.deepEqual(await letter(body.letters[0]!.seq), written, 'a letter stays as it was');
  for (const { authorization } of [firm, clerk]) {
    const zip = await fetch(`${cases.url}/cases/${id}/export`, { headers: { authorization } });
    assert.equal(verifyArchive(new Uint8Array(await zip.arrayBuffer())).kind, 'valid');
  }
  const { items } = (await firm.client.listCaseEvents({ params: { id }, query: {} })).body;
  const { type, data } = items.at(-1)!;
  assert.deepEqual([type, data.documents], ['migrated', grantMigration.documents]);
  await firm.client.postStep({ params: { id, step: 'answer' }, body: {} });
  const { steps } = (await clerk.client.getCase({ params: { id } })).body;
  assert.deepEqual(steps.map(({ name }) => name).toSorted(), ['ask', 'refer']);
});
