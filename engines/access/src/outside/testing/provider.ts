import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The people a provider knows, by subject, and what it says of them. */
export type People = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Who signs a token; of them only the first two are the provider. */
export type Signer = 'itself' | 'its RSA key' | 'stranger' | 'nobody' | 'its public key as a secret';

/** What its process may be told. */
export type Order =
  | {
      readonly do: 'serve';
      readonly people: People;
      readonly returnTo: readonly string[];
      readonly signOutTo: string;
      readonly logoutTo: string;
    }
  /** From now on its ID tokens say `claims` besides (without those that are null), signed by itself or somebody else. */
  | { readonly do: 'spoil'; readonly claims: Readonly<Record<string, unknown>>; readonly by?: Signer }
  /** Signs a token of any content and type. */
  | {
      readonly do: 'sign';
      readonly claims: Readonly<Record<string, unknown>>;
      readonly typ?: string;
      readonly by?: Signer;
    }
  | { readonly do: 'rotate' }
  | { readonly do: 'keys asked' };

/** A running provider. */
export type TestProvider = AsyncDisposable & {
  readonly issuer: string;
  readonly tell: (order: Order) => Promise<unknown>;
  readonly stop: () => Promise<void>;
};

const script = fileURLToPath(new URL('provider-process.ts', import.meta.url));

/** Starts a certified OpenID provider (oidc-provider) on loopback; it answers 503 until it is told to serve. */
export async function startProvider(port = 0): Promise<TestProvider> {
  const child = fork(script, [String(port)], { execArgv: [] });
  const [{ issuer }] = (await once(child, 'message')) as [{ issuer: string }];
  const stop = (): Promise<void> => end(child);
  return {
    issuer,
    stop,
    async tell(order) {
      child.send(order);
      const [{ result }] = (await once(child, 'message')) as [{ result: unknown }];
      return result;
    },
    [Symbol.asyncDispose]: stop,
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
