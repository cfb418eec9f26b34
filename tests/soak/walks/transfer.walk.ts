import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signInAll } from '../../../apps/cli/src/demo/people.ts';
import { until } from '../../../apps/cli/src/demo/until.ts';
import type { View } from '../../harness/browser.ts';
import { become, isClean, type Person } from '../../harness/person.ts';
import { acceptTrust } from '../../harness/proposals.ts';
import { stage } from '../../harness/stage.ts';

// A holder's approver assesses a transfer abroad, signs, and may then agree to the contract: on a desk in English, on a phone in Chinese.

const { harbor, browser } = stage(100);

const words = {
  en: {
    approver: 'Ma Jun',
    purpose: 'Scores for a branch in Hong Kong',
    assess: 'Assess the transfer',
    important: 'Is important data given?',
    critical: 'Is the holder an operator of critical information infrastructure?',
    no: 'No',
    personal: 'Persons, without sensitive information',
    sensitive: 'Persons with sensitive information',
    adequate: 'Adequate',
    found: /^What was found: /,
    sign: 'Sign the assessment',
    exempt: 'Exempt: nothing to file',
    contract: 'Standard contract to be filed, or certification',
    filed: 'Standard contract, filed',
    number: 'Number',
    notLeave: 'May not leave',
    leave: 'May leave',
    paraphrased:
      'Paraphrased, see the source: Provisions on Promoting and Regulating Cross-Border Data Flows',
    missing: 'Say whether important data is given',
    notAssessed: 'Data would leave the mainland and its holder has not assessed that yet.',
    approve: 'Approve',
    signApproval: 'Sign and approve',
  },
  'zh-CN': {
    approver: '马骏',
    purpose: '香港分行评分',
    assess: '开展自评估',
    important: '是否提供重要数据',
    critical: '提供方是否为关键信息基础设施运营者',
    no: '否',
    personal: '个人信息人数（不含敏感个人信息）',
    sensitive: '敏感个人信息人数',
    adequate: '符合要求',
    found: /^评估情况：/,
    sign: '签署自评估',
    exempt: '免予办理',
    contract: '标准合同备案或个人信息保护认证',
    filed: '个人信息出境标准合同备案',
    number: '编号',
    notLeave: '不得出境',
    leave: '可以出境',
    paraphrased: '大意转述，详见原文：《促进和规范数据跨境流动规定》',
    missing: '请说明是否提供重要数据',
    notAssessed: '数据将出境，而提供方尚未开展数据出境风险自评估。',
    approve: '批准',
    signApproval: '签署并批准',
  },
} as const;
type Words = (typeof words)[keyof typeof words];

/** A contract of the bank's with one holder, who would have the data in Hong Kong. */
async function asked(): Promise<string> {
  const people = await signInAll(harbor().home, harbor().current().urls);
  await acceptTrust(people);
  const products = (await people.analyst.listProducts({})).body;
  const { id } = products.find(({ party }) => party === 'tax')!;
  const { body } = await people.bankApprover.postContract({
    body: {
      kind: 'score',
      products: [id],
      purpose: { en: words.en.purpose, zh: words['zh-CN'].purpose },
      legalBasis: { en: 'The firm’s consent.', zh: '企业授权。' },
      uses: 100,
      smallestGroup: 50,
      validDays: 90,
      place: 'HK',
    },
  });
  const approver = people.approvers.get('tax')!;
  await until(async () =>
    (await approver.listTransfers({})).body.find(({ contract }) => contract === body.id),
  );
  return body.id;
}

/** Says what the rule looks at, and that each point was found adequate. */
async function fillIn({ page, hand }: Person, say: Words, persons: { personal: string; sensitive: string }) {
  for (const label of [say.important, say.critical])
    await hand.tick(page.getByRole('radiogroup', { name: label }).getByRole('radio', { name: say.no }));
  for (const [label, text] of [
    [say.personal, persons.personal],
    [say.sensitive, persons.sensitive],
  ] as const) {
    await hand.fill(page.getByRole('textbox', { name: label }), text);
    await page.keyboard.press('Tab');
  }
  for (const adequate of await page.getByRole('radio', { name: say.adequate, exact: true }).all())
    await hand.tick(adequate);
  for (const note of await page.getByRole('textbox', { name: say.found }).all())
    await hand.fill(note, 'Looked into 已核对');
}

async function sign({ page, hand }: Person, say: Words): Promise<void> {
  await hand.press(page.getByRole('main').getByRole('button', { name: say.sign }));
  const dialog = page.getByRole('dialog');
  await hand.press(dialog.getByRole('button', { name: say.sign }));
  await page.waitForURL(/\/app\/transfers\/[0-9a-f]{64}$/);
}

for (const view of [
  { language: 'en' },
  { language: 'zh-CN', width: 390, touch: true },
] as const satisfies readonly View[])
  test(`a holder assesses a transfer and may then agree to it (${view.language})`, async () => {
    const say: Words = words[view.language];
    const contract = await asked();
    await using holder = await become(browser(), harbor().current().url, {
      name: new RegExp(say.approver),
      view,
    });
    const { page, hand } = holder;
    await holder.open(`/transfers/${contract}`);
    await page.getByText(say.notAssessed).waitFor();
    await isClean(holder);
    await hand.press(page.getByRole('link', { name: say.assess }));
    await page.waitForURL(/\/assess$/);
    await hand.press(page.getByRole('main').getByRole('button', { name: say.sign }));
    await page.getByRole('alert').getByRole('link', { name: say.missing }).waitFor();
    await fillIn(holder, say, { personal: '99999', sensitive: '0' });
    await page.getByText(say.exempt).first().waitFor();
    await page.getByText(say.paraphrased).first().waitFor();
    await hand.fill(page.getByRole('textbox', { name: say.sensitive }), '1');
    await page.keyboard.press('Tab');
    await page.getByText(say.contract).first().waitFor();
    await isClean(holder);
    await sign(holder, say);
    await page.getByText(say.notLeave).first().waitFor();
    await holder.open(`/transfers/${contract}/assess`);
    await fillIn(holder, say, { personal: '99999', sensitive: '1' });
    await hand.tick(page.getByRole('radio', { name: say.filed }));
    await hand.fill(page.getByRole('textbox', { name: say.number }), 'GD-2026-0001');
    await page.getByRole('spinbutton').first().focus();
    await page.keyboard.type('20271231');
    await sign(holder, say);
    await page.getByText(say.leave, { exact: true }).first().waitFor();
    await isClean(holder);
    await holder.open(`/contracts/${contract}`);
    await hand.press(page.getByRole('button', { name: say.approve, exact: true }));
    await hand.press(page.getByRole('dialog').getByRole('button', { name: say.signApproval }));
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.deepEqual(holder.faults, []);
  });
