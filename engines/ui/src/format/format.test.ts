import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, formatsOf } from './format.ts';

test('yuan are shown in 万元 and 亿元 in Chinese, exactly to the digit that is shown', () => {
  const { money } = formatsOf('zh-CN');
  assert.equal(money('9999.50', 'CNY'), '9,999.50元');
  assert.equal(money('10000', 'CNY'), '1万元');
  assert.equal(money('123456', 'CNY'), '12.35万元');
  assert.equal(money('48623000000', 'CNY'), '486.23亿元');
  assert.equal(money('900719925474099312345678', 'CNY'), '9,007,199,254,740,993.12亿元');
  assert.equal(money('-20000', 'CNY'), '-2万元');
});

test('English groups by thousands and keeps every digit', () => {
  const { money } = formatsOf('en');
  assert.equal(money('123456.70', 'CNY'), '¥123,456.70');
  assert.equal(money('1000', 'XDR'), 'XDR 1,000');
  assert.equal(money('what', 'CNY'), 'what');
});

test('times are Chinese standard time whatever the machine thinks', () => {
  const atMs = Date.parse('2026-11-20T17:30:00Z');
  assert.match(formatsOf('en').dateTime(atMs), /21 Nov|Nov 21/);
  assert.match(formatsOf('zh-CN').dateTime(atMs), /11月21日/);
});

test('durations, bytes, shares, rates and codes', () => {
  const { duration, bytes, percent, rate, uscc } = formatsOf('en');
  assert.equal(duration(1234), '1.2 s');
  assert.equal(duration(83_000), '1 min 23 s');
  assert.equal(duration(3_720_000), '1 h 2 min');
  assert.equal(bytes(0), '0 B');
  assert.equal(bytes(738_000_000), '738.0 MB');
  assert.equal(percent(0.6929, 2), '69.29%');
  assert.equal(rate(435), '4.35%');
  assert.equal(uscc('91440300MA5EXAMPLE').replaceAll('\u2009', ' '), '91 440300 MA5EXAMPL E');
});

test('a day is that of China Standard Time, written so that it sorts', () => {
  assert.equal(dayOf(Date.parse('2026-11-20T15:59:59Z')), '2026-11-20');
  assert.equal(dayOf(Date.parse('2026-11-20T16:00:00Z')), '2026-11-21');
});
