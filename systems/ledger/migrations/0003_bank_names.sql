-- What people call the numbers of the simulated bank's books, which are kept in renminbi (156).
insert into ledger_code (kind, code, name_en, name_zh) values
  ('account', 1003, 'Balances with the central bank', '存放中央银行款项'),
  ('account', 2011, 'Customer deposits', '吸收存款'),
  ('account', 2012, 'Deposits of other institutions', '同业存放'),
  ('transfer', 130, 'Credit transfer', '贷记转账'),
  ('transfer', 131, 'Return of a credit transfer', '退汇');
