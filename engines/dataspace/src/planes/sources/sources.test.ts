import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { instantMs, manualClock } from '@finharbor/kernel';
import { folderSource } from './file.ts';
import { objectSource, putObject } from './objects.ts';
import type { Source } from './port.ts';
import { presigned } from './presign.ts';
import { rowsSource } from './rows.ts';

const notFound = { code: 'planes.not_found' };

/** Copied chunk by chunk: a source may use their memory again. */
async function textOfAll(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += Buffer.from(chunk).toString('latin1');
  return Buffer.from(text, 'latin1').toString();
}

async function textOf(source: Source, datasetId: string, transferId = 't'): Promise<string> {
  await using opened = await source.open({ datasetId, transferId });
  return await textOfAll(opened.read(0, opened.size));
}

describe('Sources', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'finharbor-sources-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('a folder: gives its own files and nothing else, whatever a name says or a link leads to', async () => {
    const own = join(folder, 'own');
    mkdirSync(join(own, 'year'), { recursive: true });
    mkdirSync(join(folder, 'own-not'));
    writeFileSync(join(own, 'year', 'rows.csv'), 'a,b');
    writeFileSync(join(folder, 'secret'), 'secret');
    writeFileSync(join(folder, 'own-not', 'secret'), 'secret');
    symlinkSync(join(folder, 'secret'), join(own, 'link'));
    symlinkSync(folder, join(own, 'up'));
    symlinkSync(join(own, 'loop'), join(own, 'loop'));
    const source = folderSource({ folder: own, fileOf: (datasetId) => datasetId });
    assert.equal(await textOf(source, 'year/rows.csv'), 'a,b');
    const outside = [
      '../secret',
      'year/../../secret',
      'link',
      'up/secret',
      '../own-not/secret',
      '/etc/passwd',
    ];
    const none = ['', '.', 'year', 'nothing', 'loop', 'year/rows.csv/x', 'x\0', 'n'.repeat(300)];
    for (const name of [...outside, ...none])
      await assert.rejects(source.open({ datasetId: name, transferId: 't' }), notFound, name);
  });

  it('a folder: a file that is changed while it is read breaks the stream before its last bytes', async () => {
    const path = join(folder, 'changing');
    writeFileSync(path, Buffer.alloc(3_000_000));
    const source = folderSource({ folder, fileOf: () => 'changing' });
    await using opened = await source.open({ datasetId: 'd', transferId: 't' });
    let bytes = 0;
    const reading = async (): Promise<void> => {
      for await (const chunk of opened.read(0, opened.size)) {
        if (bytes === 0) writeFileSync(path, Buffer.alloc(3_000_000, 1));
        bytes += chunk.length;
      }
    };
    await assert.rejects(reading, { code: 'planes.source_changed' });
    assert.ok(bytes < 3_000_000);
  });

  it('rows: CSV of one state for each transfer, until it is released', async () => {
    let asked = 0;
    const spool = join(folder, 'spool');
    const source = rowsSource({
      folder: spool,
      query: async (datasetId) =>
        datasetId === 'd'
          ? {
              columns: ['名称', 'n'],
              rows: [
                ['甲"乙",\n', ++asked],
                ['', null],
                [true, 2n ** 64n],
              ],
            }
          : undefined,
    });
    const expected = (n: number): string =>
      `名称,n\r\n"甲""乙"",\n",${n}\r\n"",\r\ntrue,18446744073709551616\r\n`;
    assert.equal(await textOf(source, 'd', 'one'), expected(1));
    assert.equal(await textOf(source, 'd', 'one'), expected(1));
    assert.equal(await textOf(source, 'd', 'two'), expected(2));
    await source.release({ datasetId: 'd', transferId: 'one' });
    await source.release({ datasetId: 'd', transferId: 'one' });
    assert.equal(readdirSync(spool).length, 1);
    await assert.rejects(source.open({ datasetId: 'other', transferId: 'three' }), notFound);
  });

  it('rows: what fails in the middle leaves nothing that could be taken for the whole', async () => {
    let isFailing = true;
    const source = rowsSource({
      folder: join(folder, 'failing'),
      query: async () => ({
        columns: ['n'],
        rows: (async function* () {
          for (let n = 0; n < 20_000; n++) yield [n];
          if (isFailing) throw new Error('The database is gone.');
        })(),
      }),
    });
    await assert.rejects(textOf(source, 'd'), /The database is gone/);
    isFailing = false;
    assert.equal((await textOf(source, 'd')).split('\r\n').length, 20_002);
  });
});

describe('Objects', () => {
  const bucket = {
    url: 'https://examplebucket.s3.amazonaws.com',
    region: 'us-east-1',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const nowMs = instantMs('2013-05-24T00:00:00Z');

  it('an address is signed as in the example of the Amazon S3 API Reference', () => {
    assert.equal(
      presigned(bucket, { method: 'GET', key: 'test.txt', nowMs, expiresS: 86_400 }),
      'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256' +
        '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
        '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
        '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    );
  });

  it('a key never names another object', () => {
    for (const key of ['../other/x', 'a/../b', './a', 'a//b', '', '/a'])
      assert.throws(() => presigned(bucket, { method: 'GET', key, nowMs, expiresS: 60 }), notFound, key);
  });

  it('are put, read in parts, and not read any more once they have changed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'finharbor-objects-'));
    const stored = new Map<string, Buffer>();
    const server = createServer((request, response) => void storage(stored, request, response));
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket`;
      const signal = AbortSignal.timeout(10_000);
      const options = { bucket: { ...bucket, url }, clock: manualClock(nowMs), signal };
      const path = join(folder, 'file');
      writeFileSync(path, '0123456789');
      await putObject(options, 'año/数据 (1).csv', path);
      const source = objectSource(options, (datasetId) =>
        datasetId === 'd' ? 'año/数据 (1).csv' : datasetId,
      );
      assert.equal(await textOf(source, 'd'), '0123456789');
      await using opened = await source.open({ datasetId: 'd', transferId: 't' });
      assert.equal(await textOfAll(opened.read(3, 5)), '34');
      assert.equal(await textOfAll(opened.read(5, 5)), '');
      await assert.rejects(source.open({ datasetId: 'nothing', transferId: 't' }), notFound);
      writeFileSync(path, 'abcdefghij');
      await putObject(options, 'año/数据 (1).csv', path);
      await assert.rejects(textOfAll(opened.read(3, 5)), { code: 'planes.source_changed' });
    } finally {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  /** Object storage as far as a source needs one: checks each signature, keeps objects, serves ranges. */
  async function storage(
    stored: Map<string, Buffer>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const address = `http://${request.headers.host}`;
    const url = new URL(request.url!, address);
    const key = decodeURIComponent(url.pathname.slice('/bucket/'.length));
    const method = request.method as 'GET' | 'HEAD' | 'PUT';
    const right = presigned({ ...bucket, url: `${address}/bucket` }, { method, key, nowMs, expiresS: 60 });
    if (right !== url.href) return void response.writeHead(403).end();
    if (method === 'PUT') {
      stored.set(key, Buffer.concat(await request.toArray()));
      return void response.writeHead(200).end();
    }
    const object = stored.get(key);
    if (!object) return void response.writeHead(404).end();
    const etag = `"${object.toString('base64url')}"`;
    if ((request.headers['if-match'] ?? etag) !== etag) return void response.writeHead(412).end();
    const [from = 0, to = object.length - 1] = request.headers.range?.match(/\d+/g)?.map(Number) ?? [];
    const part = object.subarray(from, to + 1);
    response.writeHead(request.headers.range ? 206 : 200, { etag, 'content-length': part.length });
    response.end(method === 'HEAD' ? undefined : part);
  }
});
