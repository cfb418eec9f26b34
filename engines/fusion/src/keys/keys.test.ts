import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KeyFault } from './fault.ts';
import { type KeyKind, normalKey } from './keys.ts';

const same: Readonly<Record<KeyKind, readonly (readonly [key: string, ...writings: string[]])[]>> = {
  // The example of GB 32100-2015.
  uscc: [['91350100M000100Y43', ' 91350100m000100y43\t', '９１３５０１００Ｍ０００１００Ｙ４３']],
  mobile: [
    [
      '+8613800138000',
      '13800138000',
      '138 0013 8000',
      '+86-138-0013-8000',
      '(+86) 138.0013.8000',
      '008613800138000',
      '8613800138000',
      '013800138000',
      '１３８００１３８０００',
    ],
    ['+8619912345678', '199-1234-5678'],
  ],
  resident: [
    // Both examples of GB 11643-1999.
    ['11010519491231002X', '11010519491231002x', '110105 19491231 002X', '110105491231002'],
    ['440524188001010014', ' 440524188001010014 '],
    ['110105200002290013'],
  ],
  text: [
    ['alpha-1', ' ALPHA-1 ', 'Ａlpha-1'],
    ['straße'.toUpperCase().toLowerCase(), 'STRASSE', 'straße', 'STRAẞE'],
    ['企业一号', '企业一号　'],
    ['ﬁrm'.normalize('NFKC'), 'FIRM'],
  ],
};

for (const [kind, keys] of Object.entries(same))
  test(`${kind}: all writings of a key are one, and the standard's own examples are keys`, () => {
    for (const [key, ...writings] of keys)
      for (const writing of [key, ...writings])
        assert.equal(normalKey(kind as KeyKind, writing), key, writing);
  });

const none: readonly (readonly [kind: KeyKind, text: string, fault: KeyFault])[] = [
  ['uscc', '', 'empty'],
  ['uscc', ' 　', 'empty'],
  ['uscc', '\ud800', 'unicode'],
  ['uscc', '9135', 'length'],
  ['uscc', '9135010OM000100Y43', 'characters'],
  ['uscc', '91350A00M000100Y43', 'characters'],
  ['uscc', '91350100M000100Y4I', 'characters'],
  ['uscc', '91350100M000100X43', 'check'],
  ['uscc', '91350100M000100Y44', 'check'],
  ['mobile', '12800138000', 'characters'],
  ['mobile', '1380013800', 'length'],
  ['mobile', '+1 202 555 0123', 'length'],
  ['mobile', '01088886666', 'characters'],
  ['mobile', '1380013800O', 'characters'],
  ['mobile', '+', 'length'],
  ['resident', '110105194912310021', 'check'],
  ['resident', '110105194902310028', 'date'],
  ['resident', '110105190002290010', 'date'],
  ['resident', '11010519491231002Y', 'characters'],
  ['resident', '11010549123100', 'length'],
  ['resident', '110105490231002', 'date'],
  ['resident', '110105491231996', 'ambiguous'],
  ['text', 'x'.repeat(1025), 'length'],
];

for (const [kind, text, fault] of none)
  test(`${kind}: "${text.slice(0, 24)}" is no key: ${fault}`, () => {
    assert.deepEqual(normalKey(kind, text), { fault });
  });
