import type { MailSettings } from '@finharbor/desk';
import { FinharborError } from '@finharbor/kernel';
import { z } from 'zod';
import { isLoopback, refusePlainText } from './plain-text.ts';
import { type SignInConfig, signInSchema } from './sign-in-config.ts';
import { proxiesSchema } from './sign-in-limits.ts';

const port = z.int().min(0).max(65535);
const host = z.string().min(1);
const fingerprint = z.string().regex(/^[0-9a-fA-F ]{32,50}$/, 'a fingerprint is 32 hex digits');
const publicUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => URL.canParse(url) && `${new URL(url).origin}/` === new URL(url).href,
    'an address without a path',
  )
  .optional();
const channels = {
  /** The mail server notices leave by; without it nobody is sent mail. */
  mail: z
    .strictObject({
      host,
      port: z.int().min(1).max(65535),
      security: z.enum(['tls', 'starttls', 'none']),
      from: z.email(),
      user: z.string().min(1).optional(),
      password: z.string().min(1).optional(),
    })
    .refine((mail) => mail.security !== 'none' || isLoopback(mail.host), {
      path: ['security'],
      message: 'Without TLS only a mail server on this machine is spoken to',
    })
    .optional(),
  /** Hosts that webhooks may reach although their addresses are private. */
  webhookHosts: z.array(host).max(100).optional(),
  /** How many days notices are kept that were read; unread ones are kept a year. */
  notices: z.strictObject({ readDays: z.int().min(30).max(365) }).optional(),
} as const;
const bilingual = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
const sealing = z
  .strictObject({
    algorithm: z.enum(['aes-256-gcm', 'sm4-gcm']).optional(),
    keySocket: z.string().min(1).optional(),
  })
  .optional();
const hubOnly = {
  quorum: z.int().min(1).max(20),
  connectors: z
    .array(
      z.strictObject({
        participant: z.string().min(1).max(2048),
        address: z
          .url({ protocol: /^https?$/ })
          .refine(
            (url) => url.startsWith('https:') || (URL.canParse(url) && isLoopback(new URL(url).hostname)),
            'a connector on another machine is spoken to by https',
          ),
      }),
    )
    .max(1000)
    .optional(),
} as const;
const shared = {
  party: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  name: bilingual,
  /** Demonstration: loopback only, every party and every row marked as such. */
  demo: z.boolean(),
  host,
  port,
  linkHost: host,
  linkPort: port,
  publicUrl,
  /** Keys, the evidence log, everything that is not in the database. */
  directory: z.string(),
  databaseUrl: z.string().startsWith('postgres'),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug']),
  signIn: signInSchema.optional(),
  sealing,
  trustedProxies: proxiesSchema.optional(),
  insecure: z.boolean().optional(),
  ...channels,
} as const;

/** What the hub process runs with. */
export type HubConfig = Common & HubOnly & { readonly role: 'hub' };
type HubOnly = {
  readonly quorum: number;
  /** Connectors that are no members and whose catalogues the hub gathers too: participant and the base of the protocol's paths. */
  readonly connectors?: readonly { readonly participant: string; readonly address: string }[] | undefined;
};
/** What a party's node process runs with. */
export type NodeConfig = Common & {
  readonly role: 'node';
  readonly registrar: boolean;
  readonly hubUrl: string;
  /** The hub's key fingerprint, as its operator read it out. */
  readonly hubFingerprint: string;
  readonly systems: readonly ('harbor' | 'financing')[];
};
type Common = Channels & {
  readonly party: string;
  readonly name: { readonly en: string; readonly zh: string };
  readonly demo: boolean;
  readonly host: string;
  readonly port: number;
  readonly linkHost: string;
  readonly linkPort: number;
  /** The address people and other parties reach the process by, where a proxy stands in front; left out, it is host and port. */
  readonly publicUrl?: string | undefined;
  readonly directory: string;
  readonly databaseUrl: string;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
  readonly signIn?: SignInConfig | undefined;
  /** Addresses or networks of the proxies in front of the process; of others no `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly sealing?: Sealing | undefined;
  readonly insecure?: Insecure;
};
/** True where passwords and data may leave the machine without TLS: a network of one's own has to protect them. */
type Insecure = boolean | undefined;
/** How columns are sealed: the algorithm of what is sealed from now on, and the socket of a process that holds the master keys; left out, a file in `directory` holds them. */
export type Sealing = {
  readonly algorithm?: 'aes-256-gcm' | 'sm4-gcm' | undefined;
  readonly keySocket?: string | undefined;
};
type Channels = {
  readonly mail?: MailSettings | undefined;
  readonly webhookHosts?: readonly string[] | undefined;
  readonly notices?: { readonly readDays: number } | undefined;
};
/** One process's configuration. */
export type ProcessConfig = HubConfig | NodeConfig;

const processConfig: z.ZodType<ProcessConfig> = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('hub'), ...hubOnly, ...shared }),
  z.strictObject({
    role: z.literal('node'),
    registrar: z.boolean(),
    hubUrl: z.url(),
    hubFingerprint: fingerprint,
    systems: z.array(z.enum(['harbor', 'financing'])),
    ...shared,
  }),
]);

/** Reads a process's configuration. Errors: `config.invalid`, `config.demo_not_loopback`, `config.plain_text`. */
export function parseProcessConfig(value: unknown): ProcessConfig {
  const config = read(processConfig, value);
  refuseOpenDemo(config);
  refusePlainText(config, config);
  return config;
}

/** An installation's file, `finharbor.json`: what this machine runs. Where there is none, the demonstration runs. */
export type Installation = {
  readonly home: string;
  /** An existing cluster's administrative URL; without it the embedded PostgreSQL runs. */
  readonly databaseUrl?: string | undefined;
  readonly logLevel?: Common['logLevel'] | undefined;
  readonly sealing?: Sealing | undefined;
  readonly insecure?: Insecure;
  readonly hub?: InstalledHub | undefined;
  readonly node?: InstalledNode | undefined;
};
type Addresses = Channels & {
  readonly host: string;
  readonly port: number;
  readonly linkHost: string;
  readonly linkPort: number;
  readonly publicUrl?: string | undefined;
  readonly signIn?: SignInConfig | undefined;
  /** Addresses or networks of the proxies in front of the process; of others no `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[] | undefined;
};
type InstalledHub = Addresses & HubOnly & { readonly name: Common['name'] };
type InstalledNode = Addresses & {
  readonly party: string;
  readonly name: Common['name'];
  readonly registrar: boolean;
  readonly hubUrl: string;
  readonly hubFingerprint: string;
  readonly systems: readonly ('harbor' | 'financing')[];
};

const addresses = {
  host,
  port,
  linkHost: host,
  linkPort: port,
  publicUrl,
  signIn: shared.signIn,
  trustedProxies: shared.trustedProxies,
  ...channels,
} as const;
const installation: z.ZodType<Installation> = z.strictObject({
  home: z.string(),
  databaseUrl: z.string().startsWith('postgres').optional(),
  logLevel: shared.logLevel.optional(),
  sealing,
  insecure: z.boolean().optional(),
  hub: z.strictObject({ ...addresses, ...hubOnly, name: bilingual }).optional(),
  node: z
    .strictObject({
      ...addresses,
      party: shared.party,
      name: bilingual,
      registrar: z.boolean(),
      hubUrl: z.url(),
      hubFingerprint: fingerprint,
      systems: z.array(z.enum(['harbor', 'financing'])),
    })
    .optional(),
});

/** Reads an installation's file. Errors: `config.invalid` and `config.plain_text`, naming each wrong field. */
export function parseInstallation(value: unknown): Installation {
  const config = read(installation, value);
  const { hub, node, databaseUrl, insecure } = config;
  if (!hub && !node) throw invalid([{ pointer: '/hub', detail: 'name a hub or a node to run' }]);
  refusePlainText({ databaseUrl }, { insecure });
  for (const [at, one] of Object.entries({ '/hub': hub, '/node': node }))
    if (one) refusePlainText(one, { insecure, at });
  return config;
}

/** What the environment says; read once, here. */
export type Environment = {
  readonly home: string | undefined;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly configFile: string | undefined;
  readonly logLevel: Common['logLevel'];
  /** What the hub's and the nodes' processes run, where it is not the program beside this one. */
  readonly program?: string;
};

/** Reads FINHARBOR_HOME, FINHARBOR_CONFIG, FINHARBOR_LOG, PORT and DATABASE_URL. Errors: `config.invalid`. */
export function environment(): Environment {
  const env = process.env;
  const schema = z.object({
    FINHARBOR_HOME: z.string().min(1).optional(),
    FINHARBOR_CONFIG: z.string().min(1).optional(),
    FINHARBOR_LOG: shared.logLevel.default('warn'),
    PORT: z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(port)
      .default(8080),
    DATABASE_URL: z.string().startsWith('postgres').optional(),
  });
  const seen = read(schema as z.ZodType<z.infer<typeof schema>>, env);
  return {
    home: seen.FINHARBOR_HOME,
    port: seen.PORT,
    databaseUrl: seen.DATABASE_URL,
    configFile: seen.FINHARBOR_CONFIG,
    logLevel: seen.FINHARBOR_LOG,
  };
}

/** What a child process inherits: where programs are, the language, and nothing of the parent's secrets. */
export function childEnvironment(): Readonly<Record<string, string>> {
  const kept = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'NODE_OPTIONS', 'NODE_COMPILE_CACHE'];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

function refuseOpenDemo(config: ProcessConfig): void {
  const open = (['host', 'linkHost'] as const).filter((name) => !isLoopback(config[name]));
  if (!config.demo || open.length === 0) return;
  throw new FinharborError({
    code: 'config.demo_not_loopback',
    publicMessage:
      'The demonstration has made-up parties and well-known roles, so it listens on 127.0.0.1 only. To serve other machines write a finharbor.json (see README).',
    fields: open.map((name) => ({ pointer: `/${name}`, detail: 'not a loopback address' })),
  });
}

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.map((issue) => ({ pointer: `/${issue.path.join('/')}`, detail: issue.message })),
  );
}

function invalid(fields: readonly { pointer: string; detail: string }[]): FinharborError {
  const list = fields.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ');
  return new FinharborError({
    code: 'config.invalid',
    publicMessage: `The configuration is wrong. ${list}`,
    fields,
  });
}
