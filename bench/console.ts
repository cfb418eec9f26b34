import type { Browser } from 'playwright-core';
import { openBrowser } from '../tests/harness/browser.ts';
import { firstPage } from '../tests/harness/first-page.ts';
import { testHarbor } from '../tests/harness/harbor.ts';
import { buildConsole } from '../tools/console/build.ts';
import { measureTable } from './console-parts/long-table.ts';
import type { BenchContext, Figures } from './harness/context.ts';

const defaultRuns = 5;
const megabit = 1_000_000 / 8;

/**
 * The hub's first page in a browser with an empty cache. `lcp_s`: largest contentful paint on loopback; `lcp_throttled_s`: the same
 * at 10 Mbit/s, 20 ms and a quarter of the processor; `entry_gz_kb`: every script and style the browser asks for until that page stands, gzipped.
 * A table of a hundred thousand rows: `table_scroll_p95_ms`, the time of a frame while it is scrolled from end to end; `table_filter_ms`,
 * `table_sort_ms`: from the press to the frame that shows it; `table_xlsx_s`: until the workbook is there; `table_peak_mb`: the page's heap.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await buildConsole(context.root, context.note);
  await using harbor = await testHarbor(100);
  const browser = await openBrowser();
  try {
    const { url } = harbor.current();
    const runs = context.runs ?? defaultRuns;
    const row = (name: string, unit: string) => ({ name, unit });
    const table = await measureTable(context, browser, { url, runs });
    return {
      ...table,
      lcp_s: await context.measure(row('lcp_s', 's'), runs, () => paint(browser, url, false)),
      lcp_throttled_s: await context.measure(row('lcp_throttled_s', 's'), runs, () =>
        paint(browser, url, true),
      ),
      entry_gz_kb: await context.measure(
        row('entry_gz_kb', 'kB'),
        1,
        async () => (await firstPage(browser, url)).gzBytes / 1000,
      ),
    };
  } finally {
    await browser.close();
  }
}

async function paint(browser: Browser, url: string, isThrottled: boolean): Promise<number> {
  const page = await browser.newPage();
  try {
    if (isThrottled) {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 20,
        downloadThroughput: 10 * megabit,
        uploadThroughput: 10 * megabit,
      });
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    }
    await page.goto(url);
    await page.getByRole('link', { name: /Wu Gang/ }).waitFor();
    await page.waitForTimeout(500);
    // The observer is asked in the page; its types are the browser's.
    const lastMs = await page.evaluate<number>(
      `new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
        .observe({ type: 'largest-contentful-paint', buffered: true }))`,
    );
    return lastMs / 1000;
  } finally {
    await page.context().close();
  }
}
