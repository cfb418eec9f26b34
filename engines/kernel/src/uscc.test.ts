import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { codeOf } from './errors.ts';
import { syntheticUscc } from './synthetic-uscc.ts';
import { isSyntheticUscc, parseUscc, usccSchema } from './uscc.ts';

const published = {
  '914403007043679430': 'check digit 0, which some validators refuse',
  '91350100M000100Y43': 'the example of GB 32100-2015',
  '91110000802100433B': '北京百度网讯科技有限公司',
  '91330100799655058B': '阿里巴巴（中国）网络技术有限公司',
};

test('published codes are valid', () => {
  for (const [code, whose] of Object.entries(published)) assert.equal(parseUscc(code), code, whose);
  assert.equal(parseUscc(' 91350100m000100y43\n'), '91350100M000100Y43');
});

const refusal = (text: string): string => {
  try {
    parseUscc(text);
    return 'valid';
  } catch (error) {
    return codeOf(error);
  }
};

test('each check has its own error', () => {
  assert.equal(refusal('9135'), 'uscc.length');
  assert.equal(refusal('9135010OM000100Y43'), 'uscc.alphabet');
  assert.equal(refusal('91350A00M000100Y43'), 'uscc.division');
  assert.equal(refusal('91350100M000100X43'), 'uscc.organisation_check');
  assert.equal(refusal('91350100M000100Y44'), 'uscc.check');
});

test('any one character changed, and any two unequal neighbours swapped, is noticed', () => {
  const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  fc.assert(
    fc.property(fc.string(), fc.nat(17), fc.constantFrom(...characters), (seed, at, character) => {
      const code = syntheticUscc(seed);
      fc.pre(code[at] !== character);
      assert.notEqual(refusal(code.slice(0, at) + character + code.slice(at + 1)), 'valid');
    }),
  );
  fc.assert(
    fc.property(fc.string(), fc.nat(16), (seed, at) => {
      const code = syntheticUscc(seed);
      fc.pre(code[at] !== code[at + 1]);
      assert.notEqual(refusal(code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2)), 'valid');
    }),
  );
});

test('synthetic codes are valid, marked, and the same for the same seed', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const code = syntheticUscc(seed);
      assert.equal(refusal(code), 'valid');
      assert.equal(syntheticUscc(seed), code);
      assert.ok(isSyntheticUscc(code));
    }),
  );
  assert.equal(syntheticUscc('loan-1'), '91000000JE4FA3N779');
  assert.ok(!isSyntheticUscc(parseUscc('914403007043679430')));
});

test('fifteen thousand synthetic firms have fifteen thousand codes', () => {
  const codes = new Set(Array.from({ length: 15_000 }, (_, index) => syntheticUscc(`sba/${index}`)));
  assert.equal(codes.size, 15_000);
});

test('on the wire the message names the failed check', () => {
  assert.equal(usccSchema.decode('91350100M000100Y43'), '91350100M000100Y43');
  const read = usccSchema.safeDecode('91350100M000100Y44');
  assert.match(read.error!.issues[0]!.message, /Character 18/);
});
