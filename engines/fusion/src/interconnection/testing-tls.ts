import type { TlsFiles } from './grpc.ts';

type Self = Pick<TlsFiles, 'key' | 'certificate'>;

function pem(kind: string, base64: string): string {
  return `-----BEGIN ${kind}-----\n${base64}\n-----END ${kind}-----\n`;
}

function self(key: string, certificate: string): Self {
  return { key: pem('PRIVATE KEY', key), certificate: pem('CERTIFICATE', certificate) };
}

/** Keys of nobody, each with a certificate of its own for 127.0.0.1 until 2126. */
export const identities: Readonly<Record<'bank' | 'tax' | 'stranger', Self>> = {
  bank: self(
    'MC4CAQAwBQYDK2VwBCIEIAQYwGwJ1s9WRcFXBkRd7eGctbKFHkpvsaU2GEQ+GQco',
    'MIIBPzCB8qADAgECAhRwwFV8GEWL8pVeCdS9P5e85yMs6TAFBgMrZXAwDDEKMAgGA1UEAwwBYTAgFw0yNjExMjYxMjUyNDdaGA8yMTI2MTEwMjEyNTI0N1owDDEKMAgGA1UEAwwBYTAqMAUGAytlcAMhACWHJLlZ6BZxf17rUw8taDSGnX2GJCE9bM8eHfTaoigFo2QwYjAdBgNVHQ4EFgQUjYQ+RkzO6cvzTnB9y+y7oAxxoccwHwYDVR0jBBgwFoAUjYQ+RkzO6cvzTnB9y+y7oAxxoccwDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAUGAytlcANBABII70VdkgVvvpfYGcJvqFw0PzE810zqFzf4x8w+BnMr4X9Zovx18JzwZTLlJ+WR2A/ttguoBqJXc5P3KOcqIAU=',
  ),
  tax: self(
    'MC4CAQAwBQYDK2VwBCIEIGHmh2LOYBK7NOewch6i/ykZhg9yYd7tw/jT07NnxmDq',
    'MIIBPzCB8qADAgECAhQ7bRzKiG9LbHRL9ukCkp+Jve7ybjAFBgMrZXAwDDEKMAgGA1UEAwwBYjAgFw0yNjExMjYxMjUyNDdaGA8yMTI2MTEwMjEyNTI0N1owDDEKMAgGA1UEAwwBYjAqMAUGAytlcAMhAGYHQ4Q76TLy50AqW1GgrtsuIaiTZ6t+hqsJSs/eU62uo2QwYjAdBgNVHQ4EFgQUpzTUzSlduQ2wfy3vcvompiaHqQMwHwYDVR0jBBgwFoAUpzTUzSlduQ2wfy3vcvompiaHqQMwDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAUGAytlcANBAAw5b/lqONwx7XSWkX2YFKXjNN6Fvhe9veTED+jrkQ92cVC4R9ZEy6TORiJuCGyuBDgGpn7PQOZIqNa5SctkwwE=',
  ),
  stranger: self(
    'MC4CAQAwBQYDK2VwBCIEIKHeDR9X0d7XIwlLnUfQNV1H0MEdw8SfkIigbMgENm3s',
    'MIIBPzCB8qADAgECAhRTAL2zVesxgrxWjpMSxwmGd6/QmjAFBgMrZXAwDDEKMAgGA1UEAwwBYzAgFw0yNjExMjYxMjUyNDdaGA8yMTI2MTEwMjEyNTI0N1owDDEKMAgGA1UEAwwBYzAqMAUGAytlcAMhAACjfCpIjy4ZJHPlOpl/d13Ju4YeC2yn59fj38M9qW+yo2QwYjAdBgNVHQ4EFgQULvudhrQCyjKRIZuj2z5C3vi3ix8wHwYDVR0jBBgwFoAULvudhrQCyjKRIZuj2z5C3vi3ix8wDwYDVR0TAQH/BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAUGAytlcANBAAB8Cl3+40mow4Op3Ksp78Ls5wgpll5Bzr+EyTX+mSBYxn0m3texdyq3JqlxSaXS78mbCmG3caR5qJeXKqNspAQ=',
  ),
};
