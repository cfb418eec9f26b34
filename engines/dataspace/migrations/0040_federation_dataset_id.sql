create index federation_dataset_id on federation_dataset (id, peer);
