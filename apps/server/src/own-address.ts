import { isIP } from 'node:net';
import type { SessionCookie, Site } from '@finharbor/access';
import type { ProcessConfig } from './config.ts';

/** What a process is reached under. */
export type OwnAddress = {
  /** Known once it listens. */
  readonly origin: () => string;
  readonly isAuthority: (authority: string) => boolean;
  readonly cookie: SessionCookie;
  /** Where passkeys hold; undefined before it listens, and at an IP address, which they do not take. */
  readonly site: () => Site | undefined;
  /** Told where the process listens, gives the address others reach it by. */
  readonly listening: (url: string) => string;
};

/** What the process is reached under: the configured address, or the one it listens on, known once it does. */
export function ownAddress({ publicUrl, party, name }: ProcessConfig): OwnAddress {
  let own = publicUrl === undefined ? undefined : new URL(publicUrl);
  return {
    origin: () => own?.origin ?? '',
    isAuthority: (authority) => authority === own?.host,
    cookie: {
      name: `finharbor-${party}`,
      isSecure: () => own?.protocol === 'https:',
      isOwnOrigin: (origin) => own !== undefined && originsOf(own).includes(origin),
    },
    site() {
      const named = own && originsOf(own).find((origin) => !isAddress(new URL(origin).hostname));
      return named === undefined
        ? undefined
        : { id: new URL(named).hostname, name: `${name.zh} ${name.en}`, origins: [named] };
    },
    listening(url) {
      own ??= new URL(url);
      return own.origin;
    },
  };
}

/** A person on this machine may have typed either name of it. */
function originsOf({ origin, hostname }: URL): readonly string[] {
  return hostname === '127.0.0.1' ? [origin, origin.replace('127.0.0.1', 'localhost')] : [origin];
}

function isAddress(hostname: string): boolean {
  return isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}
