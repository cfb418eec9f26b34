-- The number of the product that a document speaks of.
alter table document add column product_id text;
update document set product_id = signed #>> '{body,product}' where type = 'product';
create index document_by_product on document (product_id, type) where product_id is not null;
-- What was made from a version, without reading every product.
create index document_by_source on document using gin ((signed #> '{body,derivedFrom}') jsonb_path_ops)
  where type = 'product';
