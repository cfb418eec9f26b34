import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';

/** Debian's Chromium; `CHROMIUM` names another. */
const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** How a person looks at the page. */
export type View = {
  readonly language: 'en' | 'zh-CN' | 'pseudo';
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly touch?: boolean;
};

/** A person's browser: everything it was refused or asked of others is kept, and must be nothing. */
export type Visitor = AsyncDisposable & {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Violations of the content security policy, faults of scripts, and requests beyond loopback. */
  readonly faults: readonly string[];
};

/** Starts Chromium. Fails with what to do where it is not installed. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(executable))
    throw new Error(
      `The browser tests need Chromium at ${executable}: apt-get install chromium fonts-noto-cjk`,
    );
  return chromium.launch({ executablePath: executable, args: flags, headless: true });
}

/** A fresh profile with a language, a theme and a width. */
export async function visit(browser: Browser, view: View): Promise<Visitor> {
  const { language, theme = 'light', width = 1280, touch = false } = view;
  const context = await browser.newContext({
    locale: language === 'zh-CN' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
    reducedMotion: 'reduce',
    viewport: { width, height: width < 600 ? 720 : 800 },
    hasTouch: touch,
    timezoneId: 'Asia/Shanghai',
  });
  // The empty page before the first one has no storage.
  const chosen = JSON.stringify(language);
  await context.addInitScript(
    `if (self.origin !== 'null') localStorage.setItem('finharbor.language', ${chosen});`,
  );
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(`script: ${error.error().message}`));
  context.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(`policy: ${message.text()}`);
  });
  context.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (!/^(127\.0\.0\.1|localhost)$/.test(hostname) && !/^(data|blob):$/.test(protocol))
      faults.push(`third party: ${request.url()}`);
  });
  const page = await context.newPage();
  return { context, page, faults, [Symbol.asyncDispose]: () => context.close() };
}

const wcag = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
/** All that another theme can change. */
const colours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
/** Text at 7:1. */
const enhanced = { type: 'rule', values: ['color-contrast-enhanced'] };

/** What an open overlay does to what lies below it. */
const beneath = { type: 'rule', values: ['aria-hidden-focus', 'scrollable-region-focusable'] };

/** What is looked at: of colours alone, of 7:1, or of what an overlay does to the rest; `within` one element, where asked for. */
export type AxeScope = {
  readonly of?: 'everything' | 'colours' | 'enhanced' | 'beneath';
  readonly within?: Locator;
};

/** WCAG 2.2 A and AA violations of the page as it stands, one line each. */
export async function axe(
  page: Page,
  { of = 'everything', within = page.locator(':root') }: AxeScope = {},
): Promise<readonly string[]> {
  if (!(await page.evaluate(`'axe' in globalThis`))) await page.evaluate(axeSource);
  const runOnly = { everything: wcag, colours, enhanced, beneath }[of];
  const violations = await within.evaluate(
    async (root, options) => {
      const { axe: engine } = globalThis as unknown as {
        axe: { run: (root: unknown, o: object) => Promise<{ violations: Result[] }> };
      };
      return (await engine.run(root, options)).violations;
    },
    // What is told of a violation is its HTML: a selector for each element that was looked at is a fifth of the work.
    { runOnly, resultTypes: ['violations'], preload: false, selectors: false },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}
