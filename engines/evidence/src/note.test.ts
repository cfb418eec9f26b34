import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCheckpointText, parseCheckpoint, parseCheckpointText } from './checkpoint.ts';
import { checkSignature, formatNote, formatVerifierKey, parseNote, parseVerifierKey } from './note.ts';

const example = {
  vkey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: 'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n',
};

// A checkpoint of a public test log, with the cosignature of a public witness (May 2026).
const cosigned = {
  logKey: 'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f',
  witnessKey: 'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
  message: `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
`,
};

// A tree head of the Go checksum database, and the key that every go command has built in.
const goSum = {
  vkey: 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
  note: `go.sum database tree
65209736
5+uGFjx6xBZG8ip1+wi77v+grwbhhukIrxEUS8PXvRo=

— sum.golang.org Az3grnbssgK7ubgFX36gVETtNv0U23qxyAhAMai2QUfeGa3nB/akvkMdlUErfcZz7l/R3cVtYspg3dxXABkGZZKdsQ8=
`,
};

test('the example of c2sp.org/signed-note verifies and is written back byte for byte', async () => {
  const key = (await parseVerifierKey(example.vkey))!;
  const note = parseNote(example.note)!;
  assert.deepEqual(await checkSignature(note, key), { kind: 'valid', timestampS: 0 });
  assert.equal(formatNote(note), example.note);
  assert.equal(formatVerifierKey(key), example.vkey);
  assert.deepEqual(await checkSignature({ ...note, text: 'This is another message.\n' }, key), {
    kind: 'invalid',
  });
});

test('a tree head of the Go checksum database verifies', async () => {
  const key = (await parseVerifierKey(goSum.vkey))!;
  assert.equal((await checkSignature(parseNote(goSum.note)!, key)).kind, 'valid');
});

test('a public log’s signature and a public witness’s cosignature/v1 verify', async () => {
  const checkpoint = parseCheckpoint(cosigned.message)!;
  assert.equal(checkpoint.size, 1_432_088_532);
  const logKey = (await parseVerifierKey(cosigned.logKey))!;
  const witnessKey = (await parseVerifierKey(cosigned.witnessKey))!;
  assert.equal((await checkSignature(checkpoint.note, logKey)).kind, 'valid');
  assert.deepEqual(await checkSignature(checkpoint.note, witnessKey), {
    kind: 'valid',
    timestampS: 0x6a122120,
  });
  const older = parseNote(cosigned.message.replace('1432088532', '1432088531'))!;
  assert.equal((await checkSignature(older, witnessKey)).kind, 'invalid');
});

test('a key that did not sign is absent, even under a signer’s name', async () => {
  const key = (await parseVerifierKey(example.vkey))!;
  const note = parseNote(example.note)!;
  assert.equal((await checkSignature(note, { ...key, keyId: key.keyId ^ 1 })).kind, 'absent');
  assert.equal((await checkSignature(note, { ...key, name: 'example.com/bar' })).kind, 'absent');
});

test('malformed notes are not read', () => {
  const [text, line] = ['This is an example message.\n', example.note.slice(example.note.indexOf('—'))];
  const bad = {
    'no signature': `${text}\n`,
    'no blank line': text + line,
    'no final newline': example.note.slice(0, -1),
    'control character': `a\tb\n\n${line}`,
    'carriage return': example.note.replaceAll('\n', '\r\n'),
    'lone surrogate': `\ud800\n\n${line}`,
    'hyphen for em dash': example.note.replace('—', '-'),
    'plus in the name': example.note.replace('example.com/foo', 'example.com+foo'),
    'no-break space in the name': example.note.replace('example.com/foo', 'example.com\u00a0foo'),
    'base64 without padding': example.note.replace('QM=', 'QM'),
    'base64 with stray bits': example.note.replace('QM=', 'QN='),
    'four bytes only': `${text}\n— example.com/foo Uw2QOg==\n`,
    'too many signatures': `${text}\n${line.repeat(101)}`,
  };
  for (const [what, message] of Object.entries(bad)) assert.equal(parseNote(message), undefined, what);
  assert.equal(parseNote(`${text}\n${line.repeat(100)}`)?.signatures.length, 100);
});

test('malformed vkeys are not read', async () => {
  const [name, id, base64] = ['example.com/foo', '530d903a', 'AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'];
  const bad = [
    `${name}+${id}`,
    `${name}+530d903b+${base64}`,
    `+${id}+${base64}`,
    `${name}+${id}+Ae==`,
    `a b+${id}+${base64}`,
  ];
  for (const vkey of bad) assert.equal(await parseVerifierKey(vkey), undefined, vkey);
  // Type 0x06 (ML-DSA-44) is not read as Ed25519.
  assert.equal(await parseVerifierKey(`${name}+${id}+${base64.replace('Ae', 'Be')}`), undefined);
});

test('checkpoint texts: three lines at least, none empty, a plain decimal size, 32 bytes of root', () => {
  const root = new Uint8Array(32).fill(5);
  const text = formatCheckpointText('example.com/log', { size: 12, root });
  assert.deepEqual(parseCheckpointText(text), { origin: 'example.com/log', size: 12, root });
  assert.equal(parseCheckpointText(`${text}extension\n`)?.size, 12);
  const bad = [
    text.slice(0, -1),
    `\n${text}`,
    `${text}\n`,
    text.replace('12', '012'),
    text.replace('12', '+12'),
    text.replace('12', '1e1'),
    text.replace('12', '9007199254740993'),
    text.replace('BQU=', 'BQ=='),
  ];
  for (const message of bad) assert.equal(parseCheckpointText(message), undefined, JSON.stringify(message));
});
