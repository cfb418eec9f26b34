import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parkRegistration } from '@finharbor/cluster';
import { caseHand } from '../../harness/case-hand.ts';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);
const pdf = Buffer.from('%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\n%%EOF\n');
const named = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer });

test('on the phone a firm gives a charter to its registration: what is none is refused in words, what is one is kept, saved, stopped, taken away', async () => {
  const url = harbor().current().url;
  const phone = { language: 'zh-CN', width: 390, touch: true } as const;
  await using firm = await become(browser(), url, { name: /何芳/, view: phone });
  const { page, hand } = firm;
  await firm.open('/cases/new');
  const procedure = page.locator('section').filter({ hasText: '园区企业注册托管' }).last();
  await hand.press(procedure.getByRole('button', { name: '开始办理' }));
  await page.getByText('请先上传：公司章程、租赁合同或托管证明').first().waitFor();
  const charter = page.locator('#documents section').filter({ hasText: '公司章程' });
  const chooser = charter.locator('input[type=file]');
  await charter.getByText('PDF、JPG、PNG；最多10个文件，每个不超过50.0 MB。').waitFor();
  await isClean(firm);

  await chooser.setInputFiles(named('charter.pdf', Buffer.from('<svg onload="alert(1)"/>')));
  await charter.getByText('公司章程仅接受以下类型：PDF、JPG、PNG。').waitFor();
  await isClean(firm);
  await hand.press(charter.getByRole('button', { name: '不再显示charter.pdf' }));

  await page.route('**/documents/**', () => {});
  await chooser.setInputFiles(named('slow.pdf', pdf));
  await charter.getByRole('progressbar', { name: '正在上传slow.pdf' }).waitFor();
  await isClean(firm);
  await hand.press(charter.getByRole('button', { name: '取消上传slow.pdf' }));
  await charter.getByRole('progressbar').waitFor({ state: 'detached' });
  await page.unroute('**/documents/**');

  await chooser.setInputFiles([named('章程.exe', pdf), named('附件.pdf', Buffer.concat([pdf, pdf]))]);
  await charter.getByRole('link', { name: '附件.pdf' }).waitFor();
  const link = charter.getByRole('link', { name: '章程.exe.pdf' });
  await link.waitFor();
  await page.getByText('请先上传：租赁合同或托管证明').first().waitFor();
  await isClean(firm);
  const [download] = await Promise.all([page.waitForEvent('download'), hand.press(link)]);
  assert.equal(download.suggestedFilename(), '章程.exe.pdf');
  assert.ok(readFileSync(await download.path()).equals(pdf));

  await hand.press(charter.getByRole('button', { name: '撤回附件.pdf' }));
  await isClean(firm, page.getByRole('dialog'));
  await hand.press(page.getByRole('dialog').getByRole('button', { name: '撤回' }));
  await charter.getByRole('link', { name: '附件.pdf' }).waitFor({ state: 'detached' });
  await page.getByText('撤回材料').waitFor();
  await isClean(firm);

  // The office finds it once it is sent.
  const id = page.url().split('/').at(-1)!;
  const own = caseHand(parkRegistration, 'zh').on(firm, id);
  await own.attach('lease');
  const form = { firm: '海港金科', business: '支付', premises: 'lease', area: 20, staff: 3, contact: '何芳' };
  await own.step('file', { form });

  await using officer = await become(browser(), url, { name: /Lin Wei/, view: { language: 'en' } });
  await officer.open(`/cases/${id}`);
  const read = officer.page.locator('#documents').getByRole('link', { name: '章程.exe.pdf' });
  const [saved] = await Promise.all([officer.page.waitForEvent('download'), officer.hand.press(read)]);
  assert.ok(readFileSync(await saved.path()).equals(pdf));
  await isClean(officer);
});
