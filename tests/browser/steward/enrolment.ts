import { test } from 'node:test';
import { signDocument } from '@finharbor/access';
import { hubRoutes } from '@finharbor/harbor';
import { fingerprint, generateSigningKey, systemClock } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import type { View } from '../../harness/browser.ts';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

/** A node asks to join, as one does when it starts; gives the fingerprint its operator would read out. */
async function ask(party: string): Promise<string> {
  const key = generateSigningKey();
  const body = {
    party,
    name: { en: 'Land Registry', zh: '不动产登记中心' },
    publicKey: key.publicKey,
    linkHost: '127.0.0.1',
    linkPort: 9,
    url: 'http://127.0.0.1:9',
    registrar: false,
    noteKey: `${party}+key`,
    demo: true,
  };
  const draft = { type: 'enrolment', issuer: party, audience: ['*'], body, issuedAtMs: systemClock.nowMs() };
  await typedClient(hubRoutes, harbor().current().url).postEnrolment({ body: signDocument(key, draft) });
  return fingerprint(key.publicKey);
}

const looks = [
  [
    { language: 'en' },
    {
      operator: 'Lin Wei',
      admit: 'Admit land',
      field: 'Fingerprint of the key',
      confirm: 'Compare and confirm',
      wrong: 'not that of the key',
      admitted: 'Admitted.',
    },
  ],
  [
    { language: 'zh-CN', width: 320, touch: true },
    {
      operator: '林伟',
      admit: '准入 city',
      field: '公钥指纹',
      confirm: '比对并确认',
      wrong: '指纹',
      admitted: '已准入。',
    },
  ],
] as const satisfies readonly (readonly [View, object])[];

for (const [view, words] of looks)
  test(`the operator admits a party by the fingerprint it hears, and by no other (${view.language})`, async () => {
    const heard = await ask(words.admit.split(' ')[1]!);
    const name = new RegExp(words.operator);
    await using operator = await become(browser(), harbor().current().url, { name, view });
    const { page } = operator;
    await operator.open('/enrolments');
    await page.getByRole('button', { name: words.admit }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.field).fill('0'.repeat(32));
    await isClean(operator);
    await dialog.getByRole('button', { name: words.confirm }).click();
    await dialog.getByRole('alert').filter({ hasText: words.wrong }).waitFor();
    await isClean(operator);
    await dialog.getByLabel(words.field).fill(heard.toUpperCase());
    await dialog.getByRole('button', { name: words.confirm }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(words.admitted, { exact: true }).waitFor();
    await isClean(operator);
  });
