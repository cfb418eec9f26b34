import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { axe, type View, type Visitor, visit } from './browser.ts';
import { type Hand, keyboard, pointer } from './hand.ts';

/** A person of the demonstration in a browser of their own. */
export type Person = Visitor & {
  readonly hand: Hand;
  /** Opens a screen by its path below /app at the place the person is at. */
  readonly open: (path: string) => Promise<void>;
  /** Goes to a screen through the navigation. */
  readonly goTo: (name: string) => Promise<void>;
};

/** Who one wants to be, seen how, worked with what. */
export type Role = { readonly name: RegExp; readonly view: View; readonly by?: 'pointer' | 'keyboard' };

/** Where the presses on hubs' first pages lead, by hub and looks: the page is the same for everybody, and read once. */
const doors = new Map<string, Promise<readonly (readonly [name: string, href: string])[]>>();

/** Becomes somebody of the demonstration: where one press on the hub's first page leads. */
export async function become(browser: Browser, hubUrl: string, role: Role): Promise<Person> {
  const visitor = await visit(browser, role.view);
  const { page } = visitor;
  const hand = role.by === 'keyboard' ? keyboard(page) : pointer;
  page.setDefaultTimeout(20_000);
  await page.goto(await doorOf(visitor, hubUrl, role));
  await page.waitForURL(/\/app\/(overview|firm|oversight|wallets|till|wallet-bank)/);
  await isThere(page);
  return {
    ...visitor,
    hand,
    async open(path) {
      await page.goto(new URL(`/app${path}`, page.url()).href);
      await isThere(page);
    },
    async goTo(name) {
      const entry = entryOf(page, name);
      // On a narrow page the navigation is in a menu.
      const menu = page.locator('header details:has(nav) > summary');
      if (!(await entry.isVisible()) && (await menu.isVisible())) await hand.press(menu);
      await openGroupOf(page, name, hand);
      const to = await entry.getAttribute('href');
      await hand.press(entry);
      await page.waitForURL(({ pathname }) => pathname === to);
      await isThere(page);
    },
  };
}

/** The link of the navigation that is called so, once it is in sight. */
function entryOf(page: Page, name: string): Locator {
  return page.getByRole('banner').getByRole('link', { name, exact: true });
}

/** Opens the group of the navigation in which a link stands, where it is closed. */
export async function openGroupOf(page: Page, name: string, hand: Hand = pointer): Promise<void> {
  if (await entryOf(page, name).isVisible()) return;
  const own = page
    .locator('a')
    .getByText(name, { exact: true })
    .or(page.locator(`a:text-is("${name}")`));
  const group = page.locator('header nav li').filter({ has: own }).getByRole('button', { expanded: false });
  await hand.press(group.filter({ visible: true }));
}

async function doorOf({ page }: Visitor, hubUrl: string, { name, view }: Role): Promise<string> {
  const at = [hubUrl, view.language, view.theme].join(' ');
  const reading = doors.get(at) ?? readDoors(page, hubUrl);
  doors.set(at, reading);
  const found = (await reading).find(([one]) => name.test(one));
  assert.ok(found, `${hubUrl} has no door for ${name}`);
  return found[1];
}

async function readDoors(page: Page, hubUrl: string): Promise<readonly (readonly [string, string])[]> {
  await page.goto(hubUrl);
  const links = page.locator('main a[href*="/app/enter/"]');
  await links.first().waitFor();
  return links.evaluateAll((all) =>
    all.map((link) => [link.textContent, (link as unknown as { href: string }).href] as const),
  );
}

/** Opens a screen as a link to it would, where it is of another kind than the one in sight, which would stay where it is. */
export async function follow(page: Page, path: string): Promise<void> {
  const to = new URL(`/app${path}`, page.url());
  const kind = (url: string): string | undefined => new URL(url).pathname.split('/')[2];
  if (kind(to.href) === kind(page.url())) await page.goto(to.href);
  else {
    await page.evaluate(`document.querySelector('h1')?.setAttribute('data-before', '')`);
    await page.evaluate(`history.pushState({}, '', ${JSON.stringify(to.pathname + to.search)})`);
    await page.locator('h1[data-before]').waitFor({ state: 'detached' });
  }
  await isThere(page);
}

/** `npm run soak -- walks` looks at the other theme, too, wherever it looks; `npm test` has no time for that. */
const looksAtBothThemes = process.env.BOTH_THEMES !== undefined;

/**
 * Nothing was refused by the policy, no script failed, nobody else was asked, and the screen as it stands can be used by everybody,
 * within the window's width. With an `overlay` open over a page that was looked at before, it is the overlay that is
 * looked at, and whether the page below keeps still.
 */
export async function isClean({ page, faults }: Visitor, overlay?: Locator): Promise<void> {
  const within = overlay ? { within: overlay } : {};
  const chosen = await page.evaluate<string>('document.documentElement.dataset.theme');
  const wear = (theme: string): Promise<unknown> =>
    page.evaluate(`document.documentElement.dataset.theme = ${JSON.stringify(theme)}`);
  const other = chosen === 'dark' ? 'light' : 'dark';
  assert.deepEqual(await axe(page, within), [], `${page.url()}, ${chosen}`);
  if (overlay) assert.deepEqual(await axe(page, { of: 'beneath' }), [], `${page.url()}, below`);
  if (looksAtBothThemes) {
    await wear(other);
    assert.deepEqual(await axe(page, { of: 'colours', ...within }), [], `${page.url()}, ${other}`);
    await wear(chosen);
  }
  assert.deepEqual(faults, []);
  const width = await page.evaluate<number>('document.scrollingElement.scrollWidth');
  assert.ok(width <= page.viewportSize()!.width, `${page.url()} is ${width} px wide`);
}

/** The screen stands: its heading, or what went wrong, and nothing is on its way any more. */
export async function isThere(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).or(page.getByRole('alert')).first().waitFor();
  // By a locator: a function given as text would be evaluated in the page, which its policy refuses.
  await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
}
