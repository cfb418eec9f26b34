import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { allPersonalFields } from '../apps/server/src/personal.ts';

const root = dirname(import.meta.dirname);
const personalName =
  /(^|_)(name|login|logins|phone|mobile|e?mail|id_number|id_type|id_index|identity|address|ip|agent|image|birth\w*|gender|representative|contact|by|reason)($|_)/;

/** Columns whose names look personal and that hold nothing of a person, each with why. */
const notPersonal: Readonly<Record<string, string>> = {
  'access_credential.id_token': 'of an outside provider: never filled, its plugin is not in use',
  'access_organization.name': 'the name of a party or a firm',
  'access_service.name': 'what a party calls a machine',
  'access_user.email_verified': 'says no more than that the made-up address was not verified',
  'access_user.image': 'never filled: no picture can be given',
  'charge.reason': 'why a use costs what it costs, one of a few words',
  'contract_decision.reason': 'why a party says no to a contract, as it is signed in its approval',
  'dataset.name': 'what a party calls its data set',
  'dataspace_agreement.end_reason': 'why an agreement of two parties has ended',
  'dataspace_process.peer_address': 'where a party’s connector is reached',
  'dataspace_process.reason': 'why a negotiation or transfer of two parties has ended',
  'dataspace_step.by_role': 'which side of a process: consumer or provider',
  'dataspace_step.reason': 'why a step of a negotiation or transfer was taken',
  'ethics_breach.firm_name': 'what a firm is called',
  'ethics_disclosure.firm_name': 'what a firm is called',
  'ethics_firm.name': 'what a firm is called',
  'ethics_review.firm_name': 'what a firm is called',
  'ethics_signature.firm_name': 'what a firm is called',
  'federation_source.address': 'where a connector is reached',
  'feed_position.name': 'the name of a feed',
  'ledger_account_name.name_en': 'what an account of the ledger is called',
  'ledger_account_name.name_zh': 'what an account of the ledger is called',
  'ledger_code.name_en': 'what a code of the ledger stands for',
  'ledger_code.name_zh': 'what a code of the ledger stands for',
  'ledger_unit.name_en': 'the name of a currency',
  'ledger_unit.name_zh': 'the name of a currency',
  'overseen_refusal.reason': 'why a node refused a job, codes of firms masked',
  'peer.name': 'the name of a party',
  'pilot_applicant.name': 'the name of an institution',
  'pilot_event.by_account': 'which official decided a measure: an account, without its name',
  'pilot_event.reason': 'why a project was suspended or stopped, as everybody may read',
  'plane_incoming.address': 'where data of a transfer is pushed to',
  'product_card.name_en': 'what a product is called',
  'product_card.name_zh': 'what a product is called',
  'projection.name': 'the name of a derived table',
  'yuan_campaign.reveal_by_ms': 'until when the sides of a draw may reveal',
  'yuan_card_ask.asked_by': 'which side asks for a use of a card',
  'yuan_card_ask.reason': 'why a use of a card was disputed: one of four words',
  'yuan_card_plan.name_en': 'what a prepaid card on offer is called',
  'yuan_card_plan.name_zh': 'what a prepaid card on offer is called',
  'yuan_fund_entry.reason': 'what a firm is paid for',
  'yuan_inquiry.with_identity': 'whether a request asks who somebody is',
  'yuan_merchant.name_en': 'what a shop is called',
  'yuan_merchant.name_zh': 'what a shop is called',
  'yuan_operator.name_en': 'the name of a bank',
  'yuan_operator.name_zh': 'the name of a bank',
  'yuan_prepaid_merchant.frozen_reason': 'why the bureau has stopped the sales of a shop',
  'yuan_prepaid_merchant.insolvent_reason': 'why the bureau has declared the insolvency of a shop',
};

/** Every `table.column` of the generated database types. */
function columns(): readonly string[] {
  const files = globSync('{engines,systems}/*/src/database.gen.ts', { cwd: root });
  return files.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/^ {2}(\w+): \{\n((?: {4}.*\n)*)/gm)].flatMap(
      ([, table, body]) => [...body!.matchAll(/^ {4}(\w+):/gm)].map(([, column]) => `${table}.${column}`),
    ),
  );
}

const all = columns();
const registered = new Set(allPersonalFields.map(({ table, column }) => `${table}.${column}`));

test('every column whose name looks personal is in the register, or stands here with a reason', () => {
  assert.ok(all.length > 100, `${all.length} columns were read`);
  const unknown = all.filter(
    (name) => personalName.test(name.split('.')[1]!) && !registered.has(name) && !(name in notPersonal),
  );
  assert.deepEqual(unknown, []);
});

test('the register and the list of exceptions name columns that are there, each once', () => {
  const named = [
    ...allPersonalFields.map(({ table, column }) => `${table}.${column}`),
    ...Object.keys(notPersonal),
  ];
  assert.deepEqual(
    named.filter((name) => !all.includes(name)),
    [],
  );
  assert.deepEqual(named.toSorted(), [...new Set(named)].toSorted());
});

test('what a field refers to is there: its owner’s column, and the one its days are counted from', () => {
  for (const { table, owner, retention, sealed } of allPersonalFields) {
    if (owner) assert.ok(all.includes(`${table}.${owner.column}`));
    if (retention.kind === 'row') assert.ok(all.includes(`${table}.${retention.column}`));
    if (sealed) assert.equal(owner?.by, 'account');
  }
});

test('a field that is sensitive is sealed, or kept as a hash, or says nothing by itself', () => {
  for (const { category, sealed, withheld } of allPersonalFields)
    if (category === 'sensitive') assert.ok(sealed || withheld);
});
