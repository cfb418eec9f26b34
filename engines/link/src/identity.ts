import type { CommonConnectionOptions, SecureContextOptions, TLSSocket } from 'node:tls';
import { type Clock, type SigningKey, signingKeyToPem } from '@finharbor/kernel';
import { type Certificate, selfSigned } from './certificate.ts';
import { fault } from './fault.ts';
import { protocol } from './hello.ts';

/** TLS 1.3 and nothing else, both sides with a certificate. */
export const tlsOptions: CommonConnectionOptions & SecureContextOptions = {
  minVersion: 'TLSv1.3',
  maxVersion: 'TLSv1.3',
  ALPNProtocols: [protocol],
  requestCert: true,
  // There is no authority to ask: the key is compared with the pinned one right after the handshake.
  rejectUnauthorized: false,
};

/** This party's key with a certificate for it that is always in date. */
export class Identity {
  readonly #key: SigningKey;
  readonly #clock: Clock;
  readonly #lifeMs: number;
  readonly #keyPem: string;
  #certificate: Certificate;

  constructor(key: SigningKey, lifeMs: number, clock: Clock) {
    this.#key = key;
    this.#clock = clock;
    this.#lifeMs = lifeMs;
    this.#keyPem = signingKeyToPem(key);
    this.#certificate = selfSigned(key, lifeMs, clock);
  }

  /** Key and certificate for the next handshake. */
  credentials(): SecureContextOptions & { readonly cert: string; readonly key: string } {
    if (this.#clock.nowMs() > this.#certificate.notAfterMs - this.#lifeMs / 2)
      this.#certificate = selfSigned(this.#key, this.#lifeMs, this.#clock);
    return { cert: this.#certificate.pem, key: this.#keyPem };
  }
}

/** Errors: `link.wrong_protocol` where the handshake agreed on something else than this protocol, afresh. */
export function checkHandshake(tls: TLSSocket): void {
  const fresh = !tls.isSessionReused();
  if (tls.getProtocol() !== 'TLSv1.3' || tls.alpnProtocol !== protocol || !fresh)
    throw fault('link.wrong_protocol', `The other side does not speak ${protocol}.`);
}
