comment on column access_credential.password is '$argon2id$v=19$m=19456,t=2,p=1$salt$hash: the parameters it was made with stand in it; $scrypt$… where it was made before';
