import type { Browser, Page } from 'playwright-core';
import { visit } from '../../tests/harness/browser.ts';
import type { BenchContext, Figures } from '../harness/context.ts';

const rows = '100,000';

/** Scrolls, filters, sorts and saves the table of a hundred thousand rows on the design page. */
export async function measureTable(
  context: BenchContext,
  browser: Browser,
  { url, runs }: { readonly url: string; readonly runs: number },
): Promise<Figures> {
  await using visitor = await visit(browser, { language: 'en' });
  const { page } = visitor;
  const heap = await watchHeap(page);
  page.setDefaultTimeout(60_000);
  await page.goto(`${url}/app/design/long-table`);
  await page.getByText(`Rows: ${rows}`).waitFor();
  await page.getByRole('row').nth(5).waitFor();
  const row = (name: string, unit = 'ms') => ({ name, unit });
  const scroll = await context.measure(row('table_scroll_p95_ms'), runs, () => scrollFrameMs(page));
  const filter = await context.measure(row('table_filter_ms'), runs, () => filterMs(page));
  const sort = await context.measure(row('table_sort_ms'), runs, () => sortMs(page));
  const workbook = await context.measure(row('table_xlsx_s', 's'), 1, () => saveSeconds(page));
  return {
    table_scroll_p95_ms: scroll,
    table_filter_ms: filter,
    table_sort_ms: sort,
    table_xlsx_s: workbook,
    table_peak_mb: await context.measure(row('table_peak_mb', 'MB'), 1, heap.peakMb),
  };
}

/** Two hundred frames: by a window's height each at first, then from one end to the other. The 95th of a hundred. */
async function scrollFrameMs(page: Page): Promise<number> {
  const frames = await page.evaluate<number[]>(`(async () => {
    const box = document.querySelector('[role=grid]').parentElement;
    const times = [];
    const frame = () => new Promise(requestAnimationFrame);
    box.scrollTop = 0;
    let before = await frame();
    for (let at = 0; at < 200; at += 1) {
      box.scrollTop = at < 100 ? at * box.clientHeight : (box.scrollHeight * (at - 100)) / 100;
      const now = await frame();
      times.push(now - before);
      before = now;
    }
    return times;
  })()`);
  return frames.toSorted((a, b) => a - b)[Math.floor(frames.length * 0.95)]!;
}

async function filterMs(page: Page): Promise<number> {
  await page.getByLabel('Firm', { exact: true }).fill('Logistics 77');
  const ms = await pressMs(page, { button: 'Search', changes: '[role=status]' });
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByText(`Rows: ${rows}`).waitFor();
  return ms;
}

/** By the name of the firm: a hundred thousand different ones, in turn up and down. */
function sortMs(page: Page): Promise<number> {
  return pressMs(page, { button: 'Firm', changes: 'tbody td[data-label]' });
}

/** From the press of a button to the frame after the one in which the texts of some elements have changed for it. */
function pressMs(
  page: Page,
  { button, changes }: { readonly button: string; readonly changes: string },
): Promise<number> {
  return page.evaluate<number>(`(async () => {
    const found = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === '${button}');
    const shown = () => [...document.querySelectorAll('${changes}')].map((one) => one.textContent).join();
    const before = shown();
    const from = performance.now();
    found.click();
    while (shown() === before) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now() - from;
  })()`);
}

async function saveSeconds(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const saving = page.waitForEvent('download');
  const fromMs = performance.now();
  await page.getByRole('menuitem', { name: /XLSX/ }).click();
  await (await saving).path();
  return (performance.now() - fromMs) / 1000;
}

/** The most the page's heap has held, asked ten times a second. */
async function watchHeap(page: Page): Promise<{ readonly peakMb: () => Promise<number> }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  let peak = 0;
  const look = async (): Promise<void> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    peak = Math.max(peak, metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0);
  };
  const timer = setInterval(() => void look().catch(() => {}), 100);
  return {
    async peakMb() {
      clearInterval(timer);
      await look();
      return peak / 1e6;
    },
  };
}
