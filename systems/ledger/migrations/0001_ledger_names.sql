-- What people call the ledger's numbers. The ledger itself knows none of it.
create table ledger_unit (
  ledger bigint primary key check (ledger between 1 and 4294967295),
  code text not null unique,
  name_en text not null,
  name_zh text not null,
  decimals smallint not null check (decimals between 0 and 18)
);
comment on column ledger_unit.decimals is 'How many digits of an amount stand behind the point';

-- A ledger of a currency has its ISO 4217 number.
insert into ledger_unit (ledger, code, name_en, name_zh, decimals) values
  (36, 'AUD', 'Australian dollar', '澳大利亚元', 2),
  (48, 'BHD', 'Bahraini dinar', '巴林第纳尔', 3),
  (124, 'CAD', 'Canadian dollar', '加拿大元', 2),
  (156, 'CNY', 'Yuan renminbi', '人民币元', 2),
  (344, 'HKD', 'Hong Kong dollar', '港元', 2),
  (392, 'JPY', 'Yen', '日元', 0),
  (410, 'KRW', 'Won', '韩元', 0),
  (414, 'KWD', 'Kuwaiti dinar', '科威特第纳尔', 3),
  (446, 'MOP', 'Pataca', '澳门元', 2),
  (702, 'SGD', 'Singapore dollar', '新加坡元', 2),
  (756, 'CHF', 'Swiss franc', '瑞士法郎', 2),
  (764, 'THB', 'Baht', '泰铢', 2),
  (784, 'AED', 'UAE dirham', '阿联酋迪拉姆', 2),
  (826, 'GBP', 'Pound sterling', '英镑', 2),
  (840, 'USD', 'US dollar', '美元', 2),
  (978, 'EUR', 'Euro', '欧元', 2);

create table ledger_code (
  kind text not null check (kind in ('account', 'transfer')),
  code int not null check (code between 1 and 65535),
  name_en text not null,
  name_zh text not null,
  primary key (kind, code)
);

-- Kinds of accounts have the numbers of the Ministry of Finance's chart of accounts (企业会计准则应用指南, 2006).
insert into ledger_code (kind, code, name_en, name_zh) values
  ('account', 1002, 'Cash at bank', '银行存款'),
  ('account', 1012, 'Other monetary funds', '其他货币资金'),
  ('account', 1122, 'Accounts receivable', '应收账款'),
  ('account', 1123, 'Prepayments', '预付账款'),
  ('account', 1221, 'Other receivables', '其他应收款'),
  ('account', 2202, 'Accounts payable', '应付账款'),
  ('account', 2203, 'Advances from customers', '预收账款'),
  ('account', 2241, 'Other payables', '其他应付款'),
  ('account', 4001, 'Paid-in capital', '实收资本'),
  ('account', 6001, 'Main operating revenue', '主营业务收入'),
  ('account', 6051, 'Other operating revenue', '其他业务收入'),
  ('account', 6401, 'Main operating cost', '主营业务成本'),
  ('transfer', 1, 'Posting by hand', '手工记账'),
  ('transfer', 2, 'Money paid in', '入金'),
  ('transfer', 3, 'Money paid out', '出金'),
  ('transfer', 10, 'Metered charge', '计量计费'),
  ('transfer', 11, 'Settlement of charges', '费用结算');

create table ledger_account_name (
  account_id uuid primary key,
  name_en text not null,
  name_zh text not null,
  owner_party text not null,
  named_at_ms bigint not null
);
comment on column ledger_account_name.account_id is 'The ledger''s number of 128 bits as a uuid, the highest byte first';
