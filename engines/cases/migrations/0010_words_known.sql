-- With a hundred samples a word that nobody has could look like one that a hundredth of all cases have, and a million be gone through for it.
alter table case_search alter column terms set statistics 1000;
alter table case_public alter column terms set statistics 1000;
