import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBreached } from './breached.ts';
import { isGuessable } from './guessable.ts';

test('a leaked password is refused as it is, in capitals, with signs for letters, and dressed up', async () => {
  for (const password of [
    '1qaz2wsx3edc',
    'PASSWORD',
    'P@ssw0rd',
    'Sunshine2024!',
    '!!monkey123456',
    'Tr0ub4dor&3 football'.slice(-8),
  ])
    assert.equal(await isBreached(password), true, password);
});

test('what leaked words are only a part of is not refused for them', async () => {
  for (const password of [
    'correct horse battery',
    'sunshine-8273645192837',
    'a sentence to remember',
    '一只猫在屋顶上唱歌到天明',
  ])
    assert.equal(await isBreached(password), false, password);
});

test('names, runs of the keyboard, repeats and common pinyin count for nothing', () => {
  const names = ['chenjia', '陈佳 Chen Jia', 'City Bank 市银行', 'finharbor', '金科港'];
  for (const password of [
    'Abcdefgh1234',
    'qwertyuiop12',
    '1qaz2wsx3edc',
    'woaini5201314!',
    'WoAiNi-ZhongGuo-1314520',
    'Finharbor2345!',
    'CityBank-City-Bank-1',
    '市银行市银行市银行Aa1',
    'Chen-Jia-98765',
    'aaaaaaaaaaaaA1!',
    'ＱＷＥＲＴＹ１２３４５６',
  ])
    assert.equal(isGuessable(password, names), true, password);
});

test('enough of one’s own beside them does', () => {
  for (const password of [
    'correct horse battery',
    'woaini maple 73 window',
    'Finharbor kettle 9',
    '屋顶上的猫唱歌到天明',
  ])
    assert.equal(isGuessable(password, ['finharbor']), false, password);
});
