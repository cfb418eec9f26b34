import { createHash, createHmac } from 'node:crypto';
import { fail, instantText } from '@finharbor/kernel';

/** A bucket of an S3-compatible object storage, and what opens it. */
export type Bucket = {
  /** With the bucket in host or path, as the storage wants it; without a slash at the end. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};
/** What a presigned address allows, and until when. */
export type Presigning = {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  readonly key: string;
  readonly nowMs: number;
  readonly expiresS: number;
};

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * The address of an object, signed by AWS Signature Version 4 in its query; the payload is not signed. Whoever has it may use it until
 * it runs out, and nobody can withdraw it. Errors: `planes.not_found` for a key with `.` or `..` in it, which would name another object.
 * Source: Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".
 */
export function presigned(bucket: Bucket, { method, key, nowMs, expiresS }: Presigning): string {
  const parts = key.split('/');
  if (parts.some((part) => /^\.{0,2}$/.test(part))) fail('planes.not_found', 'There is no such object.');
  const url = new URL(`${bucket.url}/${parts.map(encoded).join('/')}`);
  const time = instantText(nowMs).replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${bucket.region}/s3/aws4_request`;
  const query = Object.entries({
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': `${bucket.accessKeyId}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': String(expiresS),
    'X-Amz-SignedHeaders': 'host',
  })
    .map(([name, value]) => `${name}=${encoded(value)}`)
    .join('&');
  const request = [method, url.pathname, query, `host:${url.host}\n`, 'host', 'UNSIGNED-PAYLOAD'].join('\n');
  const toSign = [algorithm, time, scope, createHash('sha256').update(request).digest('hex')].join('\n');
  const key4 = [day, bucket.region, 's3', 'aws4_request'].reduce<string | Buffer>(
    (above, part) => createHmac('sha256', above).update(part).digest(),
    `AWS4${bucket.secretAccessKey}`,
  );
  const signature = createHmac('sha256', key4).update(toSign).digest('hex');
  return `${url.origin}${url.pathname}?${query}&X-Amz-Signature=${signature}`;
}

/** Everything but letters, digits and `-._~`, as the signature wants it. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
