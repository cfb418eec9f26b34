import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import { syntheticUscc } from '@finharbor/kernel';
import type { Page, Route } from 'playwright-core';
import type { View } from '../../../harness/browser.ts';
import { become, isClean, isThere, type Person } from '../../../harness/person.ts';
import { stage } from '../../../harness/stage.ts';

// A steward's data from a file to the catalogue, as people do it: a file with faults, a good one as Chinese Excel writes it, a
// network that breaks off, a product and its next version.

const desk: View = { language: 'en' };
const phone: View = { language: 'zh-CN', width: 320, touch: true };
const rowCount = 1100;

const { harbor, browser } = stage(100);

function steward(view: View): Promise<Person> {
  const name = view.language === 'en' ? /Sun Yi/ : /孙怡/;
  return become(browser(), harbor().current().url, { name, view });
}

test('faults are shown at their lines and nothing is sent; a good file in GBK goes on after the network broke off', async () => {
  await using person = await steward(desk);
  const { page } = person;
  await person.open('/datasets');
  await page.getByRole('link', { name: 'Registration and industry of firms' }).first().waitFor();
  await isClean(person);
  await page.getByRole('link', { name: 'Load a new data set' }).click();
  await isThere(page);
  await isClean(person);

  const requests: Route[] = [];
  const arrivals = new EventEmitter();
  await page.route('**/datasets/*/rows', (route) => {
    requests.push(route);
    arrivals.emit('request');
  });
  const nth = async (n: number): Promise<Route> => {
    while (requests.length < n) await once(arrivals, 'request');
    return requests[n - 1]!;
  };
  await choose(page, 'payroll.csv', Buffer.from(faulty()));
  await page.getByRole('button', { name: 'Check the whole file' }).click();
  await page.getByRole('heading', { name: 'Faults in the file' }).waitFor();
  await isClean(person);
  const faults = page.getByRole('table', { name: 'Faults in the file' }).getByRole('row');
  assert.match((await faults.nth(1).textContent())!, /^3.*check digit/);
  assert.match((await faults.nth(2).textContent())!, /^4.*many.*Not a number/);
  assert.match((await faults.nth(3).textContent())!, /^5.*line 2 already/);
  const load = page.getByRole('button', { name: /^Load [\d,]+ rows$/ });
  assert.ok(await load.isDisabled());
  await page.getByText('Leave the 3 faulty rows out').click();
  assert.ok(await load.isEnabled());

  await choose(page, 'payroll.csv', gbk(sound()));
  await page.getByText('批发和零售业').first().waitFor();
  await page.getByRole('button', { name: 'Check the whole file' }).click();
  await page.getByRole('heading', { name: 'No faults: 1,100 rows can be loaded' }).waitFor();
  await isClean(person);
  assert.equal(requests.length, 0);
  await load.click();
  await (await nth(1)).continue();
  const second = await nth(2);
  await page.getByText('500 of 1,100 rows').waitFor();
  await isClean(person);
  await page.getByRole('link', { name: 'Contracts' }).click();
  await page.getByRole('dialog', { name: 'Leave while rows are loading?' }).waitFor();
  await isClean(person);
  await page.getByRole('button', { name: 'Back' }).click();
  await second.abort();
  await page.getByRole('heading', { name: 'The load was cut off' }).waitFor();
  await isClean(person);
  await page.unroute('**/datasets/*/rows');
  await page.getByRole('button', { name: 'Go on with the other 600 rows' }).click();
  await page.getByText('1,100 rows stand in the data set.').waitFor();
  await isClean(person);
  await page.getByRole('link', { name: 'See the data set' }).click();
  await page.getByRole('heading', { level: 1, name: 'payroll' }).waitFor();
  await page.getByText('批发和零售业 · 制造业').waitFor();
  await isClean(person);
});

test('the steward publishes the data set on a phone, in Chinese, then a next version; the catalogue shows the newest', async () => {
  await using person = await steward(phone);
  const { page } = person;
  await person.open('/datasets');
  await isClean(person);
  await page.getByRole('link', { name: 'payroll' }).click();
  await page.getByRole('link', { name: '发布为数据产品' }).click();
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByRole('alert').getByRole('link', { name: '请填写许可。' }).waitFor();
  await isClean(person);
  await page.getByLabel('名称（英文）').first().fill('Payroll of firms');
  await page.getByLabel('名称（中文）').first().fill('企业工资');
  await page.getByLabel('说明（英文）').fill('Staff and branch');
  await page.getByLabel('说明（中文）').fill('参保人数与行业');
  await page.getByLabel('许可').fill('仅可依合同使用');
  await page.getByRole('radio', { name: /^企业代码为虚构/ }).check({ force: true });
  await publish(page);
  await page.getByRole('heading', { level: 1, name: '企业工资' }).waitFor();
  await page.getByText('至少 1,100 户企业').waitFor();
  await isClean(person);
  const first = page.url();

  await page.getByRole('link', { name: '查看数据集' }).click();
  await page.getByRole('link', { name: '发布新版本' }).click();
  await isClean(person);
  await page.getByLabel('名称（中文）').first().fill('企业工资（修订）');
  await publish(page);
  await page.getByRole('heading', { level: 1, name: '企业工资（修订）' }).waitFor();
  await page.goto(first);
  await page.getByText('这是旧版本').waitFor();
  await isClean(person);
  await page.goto(new URL('/app/catalogue', page.url()).href);
  await page.getByRole('link', { name: '企业工资（修订）' }).waitFor();
  assert.equal(await page.getByRole('link', { name: '企业工资', exact: true }).count(), 0);
  await isClean(person);
});

async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: '发布', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '签署并发布' }).click();
  await page.waitForURL(/catalogue\/[0-9a-f]{64}$/);
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
}

const code = (n: number): string => syntheticUscc(`payroll ${n}`);

function faulty(): string {
  const mistyped = code(2).slice(0, 17) + (code(2)[17] === '0' ? '1' : '0');
  const rows = [
    `${code(1)},12,A`,
    `${mistyped},7,B`,
    `${code(3)},many,A`,
    `${code(1)},3,B`,
    `${code(4)},5,B`,
  ];
  return ['code,staff,branch', ...rows].join('\r\n');
}

function sound(): string {
  const rows = Array.from({ length: rowCount }, (_, n) => {
    const branch = n % 2 === 0 ? '批发和零售业' : '制造业';
    return `${code(n)};"${n % 90}";${branch}`;
  });
  return ['统一社会信用代码;参保人数;行业', ...rows, ''].join('\r\n');
}

/** Text as Chinese Excel saves it: the inverse of what every runtime can read. */
function gbk(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, readonly number[]>();
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++)
      codes.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail]);
  return Buffer.from([...text].flatMap((one) => (one < '\x80' ? [one.charCodeAt(0)] : codes.get(one)!)));
}
