import assert from 'node:assert/strict';
import { test } from 'node:test';
import { yuanAs } from '../../../apps/server/src/demo/clients.ts';
import { become, isClean } from '../../harness/person.ts';
import { stage } from '../../harness/stage.ts';

const { harbor, browser } = stage(100);

const about = "<img src=x onerror=\"document.title='owned'\">=cmd|'/c calc'!A1";
const story = `${'很长而没有空格'.repeat(100)}${'x'.repeat(1_000)} <script>document.title='owned'</script> 👨‍👩‍👧‍👦`;

test('markup, formulas, pictures and words without end in a case are text on every screen, and run nothing', async () => {
  const { home, current } = harbor();
  const { url } = current();
  const resident = await yuanAs(home, url, 'resident-b');
  const { id } = (await resident.postCase({ body: { procedure: 'complaint' } })).body;
  const form = { about, kind: 'other', story, wish: '{{name}} <b>bold</b>' };
  await resident.postStep({ params: { id, step: 'file' }, body: { form } });
  await resident.postComment({ params: { id }, body: { text: story } });

  for (const width of [390, 1280]) {
    const view = { language: 'en', width } as const;
    await using officer = await become(browser(), url, { name: /Zhou Min/, view });
    const { page } = officer;
    await officer.open(`/cases/${id}`);
    await page.getByRole('heading', { level: 1, name: about }).waitFor();
    await page.getByText('{{name}} <b>bold</b>').first().waitFor();
    await page.getByText(story).nth(1).waitFor();
    await isClean(officer);
    await officer.open('/cases');
    await page.getByText(about).first().waitFor();
    await isClean(officer);
    assert.notEqual(await page.title(), 'owned');
    assert.equal(await page.locator('img[src="x"]').count(), 0);
  }
});
