-- What a public certificate is about, such as a project's number: by it the certificate is found where its own number is not known.
alter table credential add column about text;
create index credential_about on credential (about, issued_at_ms desc, number desc) where about is not null;

-- Certificates of exit were issued before this was kept: their project is read from what was signed (base64url, without its padding).
update credential
set about = convert_from(decode(rpad(translate(split_part(jwt, '.', 2), '-_', '+/'), (length(split_part(jwt, '.', 2)) + 3) / 4 * 4, '='), 'base64'), 'UTF8')::jsonb ->> 'project_number'
where type = 'pilot-exit-1' and jwt is not null;
