/** A page a browser ended up on. */
export type Landed = { readonly url: URL; readonly status: number; readonly body: string };

/** A browser as far as sign-in needs one: it keeps cookies by path, follows redirects, and sends forms. */
export type TestBrowser = {
  readonly go: (url: string, form?: Readonly<Record<string, string>>) => Promise<Landed>;
  /** Answers one address without following where it leads. */
  readonly step: (url: string, init?: RequestInit) => Promise<Response>;
};

type Cookie = { readonly name: string; readonly value: string; readonly path: string };

/** A browser with an empty jar. Cookies go by host, not by port, as in real ones. */
export function testBrowser(): TestBrowser {
  let jar: readonly Cookie[] = [];
  const keep = (line: string): void => {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const attribute = (name: string): string | undefined =>
      attributes.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
    const cookie = { name: pair.slice(0, at), value: pair.slice(at + 1), path: attribute('path') ?? '/' };
    jar = jar.filter(({ name, path }) => name !== cookie.name || path !== cookie.path);
    const isOver = attribute('max-age') === '0' || /1970/.test(attribute('expires') ?? '');
    if (!isOver && cookie.value !== '') jar = [...jar, cookie];
  };
  const step = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { pathname } = new URL(url);
    const sent = jar.filter(
      ({ path }) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')),
    );
    const cookie = sent.map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', ...init, headers: { ...init.headers, cookie } });
    for (const line of answer.headers.getSetCookie()) keep(line);
    return answer;
  };
  const go = async (start: string, form?: Readonly<Record<string, string>>): Promise<Landed> => {
    let url = start;
    let init: RequestInit = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    for (let steps = 0; steps < 20; steps += 1) {
      const answer = await step(url, init);
      const to = answer.headers.get('location');
      if (to === null) return { url: new URL(url), status: answer.status, body: await answer.text() };
      await answer.arrayBuffer();
      url = new URL(to, url).href;
      init = {};
    }
    throw new Error(`It never ends: ${url}`);
  };
  return { go, step };
}
