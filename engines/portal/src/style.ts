import { createHash } from 'node:crypto';

const light = `--ground:#f7f5f0;--surface:#fffefb;--sunken:#f1eee7;--ink:#16202b;--quiet:#4d5a67;--line:#e0dace;--edge:#7c8690;--accent:#0b5872;--accent-strong:#084459;--accent-ink:#ffffff;--accent-soft:#e2eff3;--warn:#7a4f00;--warn-soft:#fbeccb;--brand:#0a4155`;
const dark = `--ground:#10161c;--surface:#171f27;--sunken:#1b242d;--ink:#e9ebe8;--quiet:#a9b4bd;--line:#2d3843;--edge:#7d8b98;--accent:#7cc7e0;--accent-strong:#a5daec;--accent-ink:#0b1a22;--accent-soft:#17323e;--warn:#eec06a;--warn-soft:#3a2d10;--brand:#0d2d3a`;
const lightMore = `--ground:#ffffff;--surface:#ffffff;--sunken:#f0f0f0;--ink:#000000;--quiet:#2e2e2e;--line:#595959;--edge:#333333;--accent:#003c56;--accent-strong:#002637;--accent-ink:#ffffff;--accent-soft:#e0f2fb;--warn:#543500;--warn-soft:#fff0cc;--brand:#001f2d`;
const darkMore = `--ground:#000000;--surface:#000000;--sunken:#1a1a1a;--ink:#ffffff;--quiet:#e0e0e0;--line:#8c8c8c;--edge:#bfbfbf;--accent:#8fe0ff;--accent-strong:#c2efff;--accent-ink:#000000;--accent-soft:#002c3b;--warn:#ffd873;--warn-soft:#2b1e00;--brand:#000000`;

/** The colours of the design by theme and contrast, as `engines/ui/src/styles.css` has them: style.test.ts holds the two together. */
export const tokens: Readonly<Record<'light' | 'dark' | 'lightMore' | 'darkMore', string>> = {
  light,
  dark,
  lightMore,
  darkMore,
};

/** The one style sheet of the portal. */
export const style: string = `:root{color-scheme:light dark;${light}}
@media (prefers-color-scheme:dark){:root{${dark}}}
@media (prefers-contrast:more){:root{${lightMore}}}
@media (prefers-contrast:more) and (prefers-color-scheme:dark){:root{${darkMore}}}
*{box-sizing:border-box}
html{background:var(--ground);color:var(--ink);font-family:system-ui,'PingFang SC','Microsoft YaHei','HarmonyOS Sans SC','Noto Sans CJK SC',sans-serif;line-height:1.55;-webkit-text-size-adjust:100%;font-variant-numeric:tabular-nums}
html:lang(zh){line-height:1.7;line-break:strict;text-autospace:normal}
body{margin:0;overflow-wrap:anywhere;min-height:100dvh;display:flex;flex-direction:column}
a{color:var(--accent);text-underline-offset:.18em}
a:hover{color:var(--accent-strong);text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-100vw;top:0;background:var(--surface);padding:.75rem 1rem;z-index:1}
.skip:focus{left:0}
.top,.crumbs,main,.bottom>*{width:100%;max-width:62rem;margin-inline:auto;padding-inline:1.25rem}
.band{background:var(--brand);color:#fff}
.top{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1.5rem;padding-block:.75rem}
.top a{color:#fff;text-decoration:none;display:inline-block;padding-block:.35rem}
.top a:hover,.top a[aria-current]{text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:.35em}
.top :focus-visible{outline-color:#fff}
.top .name{font-weight:650;font-size:1.05rem}
.top .tongue{margin:0 0 0 auto}
.top nav{flex-basis:100%}
nav ul,nav ol,.entries,.plain{list-style:none;margin:0;padding:0}
.top ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
.demo{background:var(--warn-soft);color:var(--warn);margin:0;padding:.5rem 1.25rem;text-align:center}
.crumbs{padding-block:1rem 0;font-size:.9rem;color:var(--quiet)}
.crumbs ol{display:flex;flex-wrap:wrap;gap:.25rem .5rem}
.crumbs li+li::before{content:'›';margin-inline-end:.5rem}
main{flex:1;padding-block:1rem 3rem}
main:focus{outline:none}
h1{font-size:clamp(1.5rem,1.2rem + 1.6vw,2.1rem);line-height:1.25;margin:.25rem 0 .75rem}
h2{font-size:1.25rem;line-height:1.35;margin:2.25rem 0 .75rem}
h3,.title{font-size:1.1rem;margin:0}
.lead{color:var(--quiet);max-width:46rem;margin:0 0 1.25rem}
.kind{color:var(--quiet);font-size:.9rem;margin:0}
.entries{display:grid;gap:.75rem}
.entries>li,.panel{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:1rem 1.25rem}
.panel>:first-child{margin-top:0}
.panel>:last-child{margin-bottom:0}
.panel+.panel{margin-top:1rem}
dl{display:grid;grid-template-columns:minmax(7rem,13rem) 1fr;gap:.4rem 1.25rem;margin:.75rem 0 0}
dt{color:var(--quiet)}
dd{margin:0;white-space:pre-line}
.text{white-space:pre-line;max-width:46rem}
form{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;background:var(--sunken);border-radius:8px;padding:1rem 1.25rem;margin-bottom:1.25rem}
form.ask{display:grid;gap:1.25rem;background:none;padding:0;max-width:46rem}
.field{display:grid;gap:.35rem}
.ask label{display:block;font-weight:600;font-size:1rem}
.ask p{margin:0}
.ask textarea{font:inherit;width:100%;border:1px solid var(--edge);border-radius:6px;background:var(--surface);color:var(--ink);padding:.5rem .75rem}
.ask [aria-invalid=true]{border-color:var(--warn);border-width:2px}
.error{color:var(--warn);font-weight:600}
.wrong{border-color:var(--warn);background:var(--warn-soft);color:var(--warn);margin-bottom:1.25rem}
.wrong a{color:var(--warn)}
.chart{width:100%;max-width:46rem;height:auto}
.chart rect{fill:var(--accent)}
.chart text{fill:var(--ink);font-size:13px}
label{display:grid;gap:.25rem;flex:1 1 12rem;font-size:.9rem}
input,select,button,.button{font:inherit;font-size:1rem;min-height:2.6rem;border-radius:6px;padding:.35rem .75rem}
input,select{width:100%;border:1px solid var(--edge);background:var(--surface);color:var(--ink)}
button,.button{display:inline-block;border:1px solid var(--accent);background:var(--accent);color:var(--accent-ink);text-decoration:none;cursor:pointer}
.button:hover,button:hover{background:var(--accent-strong);color:var(--accent-ink)}
.hint{color:var(--quiet);flex-basis:100%;margin:0;font-size:.9rem}
.row{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:center}
.pager{margin-top:1.5rem}
main>nav.screen{margin-bottom:1rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin-top:.75rem}
caption{text-align:start;font-weight:600;padding-block:.25rem}
th,td{text-align:start;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}
code{font-family:ui-monospace,'SF Mono','Cascadia Mono','Noto Sans Mono',monospace;font-size:.92em}
.bottom{border-top:1px solid var(--line);padding-block:1.25rem;font-size:.9rem;color:var(--quiet)}
.bottom p{margin-block:.25rem}
.paper{display:none}
@media (max-width:36rem){dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.5rem}}
@media print{:root{${light};--ground:#fff;--surface:#fff}.skip,.top nav,.tongue,.crumbs,form,.pager,.bottom .row,.screen{display:none}.band{background:none;color:#000}.top a{color:#000}.entries>li,.panel{break-inside:avoid;border-color:#999}a{color:inherit;text-decoration:none}.paper{display:block}html{font-size:11pt}}
`;

/** Where it is served: another address whenever it changes, so that it can be kept for ever. */
export const stylePath: string = `/open/style.${createHash('sha256').update(style).digest('base64url').slice(0, 12)}.css`;
