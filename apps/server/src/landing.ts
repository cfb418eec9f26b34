import type { HubContext } from '@finharbor/harbor';
import { fingerprint } from '@finharbor/kernel';
import type { HubConfig, NodeConfig } from './config.ts';

type Landing = { readonly ctx: HubContext; readonly config: HubConfig; readonly logSize: number };

/** The hub's first page: who is here, what is offered, where to look further. It works without scripts and in both languages. */
export async function landingPage({ ctx, config, logSize }: Landing): Promise<string> {
  const [peers, products] = await Promise.all([ctx.store.peers.list(), ctx.store.documents.find('product')]);
  const parties = peers
    .filter(({ party }) => party !== ctx.party)
    .map(
      ({ name, url, publicKey }) =>
        `<li><a href="${html(url)}">${html(name.en)} · ${html(name.zh)}</a><br><code>${fingerprint(publicKey)}</code></li>`,
    );
  const offers = products.map(
    ({ issuer, body }) =>
      `<li><strong>${html(body.title.en)} · ${html(body.title.zh)}</strong> (${html(issuer)})<br>${html(body.description.en)}<br><span lang="zh">${html(body.description.zh)}</span></li>`,
  );
  const demo = config.demo
    ? '<p class="demo">Demonstration: all parties, firms and codes are made up; the loans are real public records of US small businesses. <span lang="zh">演示：参与方、企业与代码均为虚构，贷款为美国小企业公开记录。</span></p>'
    : '';
  return page(
    config.name,
    `${demo}
<p>Data used without being shown; every use provable afterwards. <span lang="zh">可用不可见、可控可计量；用后皆可验证。</span></p>
<h2>Parties · <span lang="zh">参与方</span></h2><ul>${parties.join('') || '<li>Nobody has been admitted yet. <span lang="zh">尚无参与方。</span></li>'}</ul>
<h2>Data products · <span lang="zh">数据产品</span></h2><ul>${offers.join('') || '<li>None yet. <span lang="zh">暂无。</span></li>'}</ul>
<h2>Evidence · <span lang="zh">证据</span></h2><p>${logSize} entries · <span lang="zh">${logSize} 条</span> ${logSize === 0 ? '' : ' · <a href="/log/checkpoint">checkpoint</a>'}</p>
<h2>This hub · <span lang="zh">本枢纽</span></h2><p>Key fingerprint · <span lang="zh">公钥指纹</span><br><code>${fingerprint(ctx.key.publicKey)}</code></p>
<h2>For programs · <span lang="zh">接口</span></h2><p><a href="/api">API</a> · <a href="/openapi.json">openapi.json</a> · <a href="/harbor">/harbor</a></p>`,
  );
}

/** A node's first page. */
export function nodePage(config: NodeConfig, print: string): string {
  return page(
    config.name,
    `<p>Node of <strong>${html(config.party)}</strong> · <span lang="zh">节点</span></p><p>Key fingerprint · <span lang="zh">公钥指纹</span><br><code>${print}</code></p>
<p><a href="/api">API</a> · <a href="/openapi.json">openapi.json</a> · <a href="${html(config.hubUrl)}">hub · <span lang="zh">枢纽</span></a></p>`,
  );
}

function page(name: { readonly en: string; readonly zh: string }, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${html(name.en)} · ${html(name.zh)}</title><style>
:root{color-scheme:light dark;--ink:#1d2733;--quiet:#566573;--ground:#fbfaf7;--line:#d8d3c8;--sign:#0b5d7a}
@media(prefers-color-scheme:dark){:root{--ink:#e8e6e1;--quiet:#a4adb6;--ground:#14191e;--line:#38424c;--sign:#7cc6e0}}
body{margin:0 auto;max-width:44rem;padding:2rem 1rem 4rem;background:var(--ground);color:var(--ink);font:1.05rem/1.65 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:2rem;line-height:1.2;margin:0 0 1.5rem}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line)}
ul{padding-left:1.2rem}li{margin:.6rem 0}a{color:var(--sign)}code{font-size:.85rem;color:var(--quiet);overflow-wrap:anywhere}
.demo{border-left:.3rem solid #c98a1b;padding:.2rem .8rem}
</style></head><body><main><h1>${html(name.en)}<br><span lang="zh">${html(name.zh)}</span></h1>${body}</main></body></html>`;
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
