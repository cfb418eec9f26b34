import { type FieldError, FinharborError } from '@finharbor/kernel';

/** The parts of a configuration by which something travels. */
export type Lines = {
  readonly host?: string | undefined;
  readonly publicUrl?: string | undefined;
  readonly trustedProxies?: readonly string[] | undefined;
  readonly hubUrl?: string | undefined;
  readonly databaseUrl?: string | undefined;
};

/** True for addresses only this machine can reach. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare);
}

/** Each line that leaves this machine without TLS, by its field. */
export function plainLines({
  host,
  publicUrl,
  trustedProxies = [],
  hubUrl,
  databaseUrl,
}: Lines): readonly FieldError[] {
  const isProxied = publicUrl?.startsWith('https:') && trustedProxies.length > 0;
  const faults: readonly (readonly [pointer: string, isPlain: boolean, detail: string])[] = [
    [
      '/host',
      host !== undefined && !isLoopback(host) && !isProxied,
      'reached from other machines it needs a TLS proxy in front: name its https address in publicUrl and the proxy in trustedProxies, or listen on 127.0.0.1 where the proxy is on this machine',
    ],
    ['/publicUrl', isPlainHttp(publicUrl), 'people would reach it by plain http'],
    ['/hubUrl', isPlainHttp(hubUrl), 'a hub on another machine is spoken to by https'],
    [
      '/databaseUrl',
      databaseUrl !== undefined && isPlainDatabase(databaseUrl),
      'a database on another machine needs sslmode=verify-full',
    ],
  ];
  return faults.flatMap(([pointer, isPlain, detail]) => (isPlain ? [{ pointer, detail }] : []));
}

/** Errors: `config.plain_text`, naming each field, unless `insecure` says that plain text is wanted. */
export function refusePlainText(lines: Lines, { insecure, at = '' }: Wanted): void {
  const fields = plainLines(lines).map(({ pointer, detail }) => ({ pointer: at + pointer, detail }));
  if (fields.length === 0 || insecure === true) return;
  const list = fields.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
  throw new FinharborError({
    code: 'config.plain_text',
    publicMessage: `Passwords and data would leave this machine without TLS. ${list}. Where a network of your own protects them, say "insecure": true.`,
    fields,
  });
}
type Wanted = { readonly insecure?: boolean | undefined; readonly at?: string };

function isPlainHttp(url: string | undefined): boolean {
  return url?.startsWith('http:') === true && !isLoopback(new URL(url).hostname);
}

/** Without a host, or with a folder in its place, it is a socket of this machine. */
function isPlainDatabase(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  const isHere = host === '' || host.startsWith('/') || isLoopback(host);
  return !isHere && searchParams.get('sslmode') !== 'verify-full';
}
