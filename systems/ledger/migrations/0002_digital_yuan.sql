-- What people call the numbers of the digital yuan, which is kept in ledgers of its own.
insert into ledger_unit (ledger, code, name_en, name_zh, decimals) values
  (156100, 'e-CNY', 'Digital yuan (simulated)', '数字人民币（模拟）', 2),
  (156101, 'e-CNY allowance', 'Allowances of digital-yuan wallets', '数字人民币钱包额度', 2);

insert into ledger_code (kind, code, name_en, name_zh) values
  ('account', 8101, 'Digital yuan issued', '数字人民币发行'),
  ('account', 8102, 'Vault of an operator', '运营机构数字人民币库'),
  ('account', 8201, 'Wallet', '数字人民币钱包'),
  ('account', 8202, 'Money under a purpose', '专用资金'),
  ('account', 9001, 'Allowance of a wallet', '钱包支付额度'),
  ('account', 9002, 'Refundable part of a payment', '可退金额'),
  ('account', 9003, 'Source of allowances', '额度来源'),
  ('account', 9004, 'Gauge of balances', '余额校验'),
  ('account', 9005, 'Counter of single events', '一次性事项计数'),
  ('transfer', 101, 'Issue', '发行'),
  ('transfer', 102, 'Return to the issuer', '回笼'),
  ('transfer', 103, 'Top-up', '兑出（充值）'),
  ('transfer', 104, 'Redemption', '兑回（提现）'),
  ('transfer', 105, 'Payment', '支付'),
  ('transfer', 106, 'Refund', '退款'),
  ('transfer', 107, 'Under a purpose', '转入专用资金'),
  ('transfer', 108, 'Out of a purpose', '专用资金释放'),
  ('transfer', 120, 'Use of an allowance', '占用额度'),
  ('transfer', 121, 'Grant of an allowance', '授予额度'),
  ('transfer', 122, 'Check of a balance', '余额校验'),
  ('transfer', 123, 'Single event', '一次性事项');
