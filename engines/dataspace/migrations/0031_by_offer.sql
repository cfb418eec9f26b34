-- A hash, since an offer's id is the other side's to choose and may be of any length.
create index dataspace_process_offer on dataspace_process using hash ((details->'offer'->>'@id'));
