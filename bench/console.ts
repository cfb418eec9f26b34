import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../tests/harness/browser.ts';
import { testHarbor } from '../tests/harness/harbor.ts';
import { buildConsole } from '../tools/console/build.ts';
import type { BenchContext, Figures } from './harness/context.ts';

const defaultRuns = 5;
const megabit = 1_000_000 / 8;

/**
 * The hub's first page in a browser with an empty cache. `lcp_s`: largest contentful paint on loopback; `lcp_throttled_s`: the same
 * at 10 Mbit/s, 20 ms and a quarter of the processor; `entry_gz_kb`: scripts and styles the first screen needs, gzipped.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await buildConsole(context.root, context.note);
  await using harbor = await testHarbor(100);
  const browser = await openBrowser();
  try {
    const { url } = harbor.current();
    const runs = context.runs ?? defaultRuns;
    const row = (name: string, unit: string) => ({ name, unit });
    return {
      lcp_s: await context.measure(row('lcp_s', 's'), runs, () => paint(browser, url, false)),
      lcp_throttled_s: await context.measure(row('lcp_throttled_s', 's'), runs, () =>
        paint(browser, url, true),
      ),
      entry_gz_kb: await context.measure(row('entry_gz_kb', 'kB'), 1, () => entryBytes(url)),
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

/** What index.html names, and what those modules import before anything is shown. */
async function entryBytes(url: string): Promise<number> {
  const wanted = new Set<string>();
  const html = await (await fetch(url)).text();
  const queue = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!);
  let bytes = 0;
  for (const path of queue) {
    if (wanted.has(path)) continue;
    wanted.add(path);
    const text = await (await fetch(new URL(path, url))).text();
    bytes += gzipSync(text, { level: 9 }).length;
    for (const match of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      queue.push(`/assets/${match[1]}`);
  }
  return bytes / 1000;
}
