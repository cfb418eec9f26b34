-- A file is read a slice at a time: of what is not compressed, PostgreSQL reads that slice alone.
alter table yuan_fund_piece alter column bytes set storage external;

-- A firm stands once in a file.
create unique index on yuan_fund_entry (batch, firm);
