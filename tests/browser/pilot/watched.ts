import { type Stage, stageTitles } from '@finharbor/sandbox/contract';
import type { Locator } from 'playwright-core';
import { signInAll } from '../../../apps/cli/src/demo/people.ts';
import { until } from '../../../apps/cli/src/demo/until.ts';
import { requestedContract } from '../../harness/contracts.ts';
import { isClean, type Person } from '../../harness/person.ts';
import type { Cast } from './cast.ts';
import { words } from './words.ts';

const said = '运行平稳。 It runs steadily.';

/** Opens a part of a project's page. */
async function part(by: Person, number: string, tab: string): Promise<void> {
  await by.open(`/pilots/${number}?tab=${tab}`);
}

const press = (within: Locator, name: string): Promise<void> =>
  within.getByRole('button', { name, exact: true }).click();

/** Information disclosed, data applied, a model put on record and accepted by the office. */
export async function recorded(cast: Cast, number: string): Promise<void> {
  const { record, recordNew, recordField, review, accepted, waiting } = words[cast.language];
  const firm = await cast.as('firm');
  const put = async (
    kind: 'disclosure' | 'data' | 'model',
    values: Readonly<Record<string, string>>,
  ): Promise<void> => {
    await part(firm, number, 'records');
    const section = firm.page.locator(`#${kind}`);
    await section.getByText(recordNew[kind]).click();
    for (const [name, value] of Object.entries(values)) {
      const label = recordField[name as keyof typeof recordField];
      if (/^\d{4}-\d{2}-\d{2}$/.test(value)) {
        await section.getByRole('group', { name: label }).getByRole('spinbutton').first().focus();
        await firm.page.keyboard.type(value.replaceAll('-', ''));
      } else await section.getByRole('textbox', { name: label }).first().fill(value);
    }
    await press(section, record.put);
    await section.getByText(Object.values(values)[0]!, { exact: false }).first().waitFor();
    await isClean(firm);
  };
  await put('disclosure', { title: '首月披露（演示）', text: said });
  const { home, current } = cast.harbor;
  const contract = await requestedContract(await signInAll(home, current().urls), said);
  await put('data', { product: '企业登记信息（演示）', contract, purpose: said });
  const use = firm.page.locator('#data').getByRole('row').filter({ hasText: contract });
  for (const cell of [waiting, '0', '3']) await use.getByText(cell, { exact: true }).waitFor();
  const hash = 'ab'.repeat(32);
  await put('model', {
    ...{ name: '授信模型（演示）', purpose: said, algorithm: 'Trees', trainedFrom: '2024-01-01' },
    ...{ trainedTo: '2025-12-31', source: said, volume: '10914', checksum: hash, sampling: said },
    ...{ script: hash, environment: 'Python', operator: '陈佳', deployer: '吴刚', explainability: said },
    ...{ fairness: said, change: said },
  });
  const secretary = await cast.as('secretary');
  await part(secretary, number, 'records');
  await secretary.page.locator('#model summary').first().click();
  await secretary.page.getByRole('textbox', { name: review.opinion.replace('{{n}}', '1') }).fill(said);
  await press(secretary.page.locator('#model'), review.accept);
  await secretary.page.locator('#model').getByText(accepted).first().waitFor();
  await isClean(secretary);
}

/** The office agrees on an indicator; the firm reports beyond the warning, and the board answers the alert. */
export async function watched(cast: Cast, number: string): Promise<void> {
  const { agree, report, alerts } = words[cast.language];
  const secretary = await cast.as('secretary');
  await part(secretary, number, 'risk');
  await secretary.page.getByText(agree.title).click();
  for (const [name, value] of [
    ...[
      ['indicator', 'faults'],
      ['zh', '故障次数'],
      ['en', 'Faults'],
      ['unit', '次'],
    ],
    ...[
      ['warn', '2'],
      ['hard', '5'],
    ],
  ] as const)
    await secretary.page.getByRole('textbox', { name: agree[name as 'unit'] }).fill(value!);
  await press(secretary.page.locator('main'), agree.send);
  await secretary.page
    .getByRole('heading', { name: cast.language === 'en' ? 'Faults' : '故障次数' })
    .waitFor();
  await isClean(secretary);
  const firm = await cast.as('firm');
  await part(firm, number, 'risk');
  await firm.page.getByRole('textbox', { name: report.value.split(/[（(]/)[0]! }).fill('3');
  await press(firm.page.locator('main'), report.send);
  await firm.page.getByText(report.done.replace('{{n}}', '1')).waitFor();
  await isClean(firm);
  const board = await cast.as('board');
  await part(board, number, 'risk');
  await board.page
    .getByRole('button', { name: new RegExp(`^${alerts.answerOf.split('{{')[0]!.trimEnd()}`) })
    .first()
    .click();
  await board.page.getByRole('dialog').getByRole('textbox').fill(said);
  await press(board.page.getByRole('dialog'), alerts.keep);
  await board.page.getByRole('cell', { name: said }).waitFor();
  await isClean(board);
}

/** A measure of the board's, with its reason, and where the project stands then. */
export async function measured(
  cast: Cast,
  number: string,
  { kind, stage }: { readonly kind: 'suspend' | 'resume' | 'stop'; readonly stage: Stage },
): Promise<void> {
  const { measure } = words[cast.language];
  const board = await cast.as('board');
  await part(board, number, 'overview');
  await press(board.page.locator('main'), measure[kind]);
  const dialog = board.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(said);
  await press(dialog, measure[kind]);
  await dialog.waitFor({ state: 'detached' });
  await standsAt(board, cast, { number, stage });
}

/** The page of a project says where it stands. */
export async function standsAt(
  by: Person,
  { language }: Pick<Cast, 'language'>,
  { number, stage }: { readonly number: string; readonly stage: Stage },
): Promise<void> {
  await until(async () => {
    await part(by, number, 'overview');
    const head = by.page.locator('main h1').locator('xpath=following-sibling::div');
    return (await head.getByText(stageTitles[stage][language], { exact: true }).isVisible()) || undefined;
  }, 30_000);
  await isClean(by);
}
