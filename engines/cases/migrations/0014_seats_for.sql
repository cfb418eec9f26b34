-- Whose panel the seats are is in a case from here on; of one that had none it is not known, which is what null says.
update case_file set snapshot = snapshot || '{"seatsFor": null}' where not snapshot ? 'seatsFor';
