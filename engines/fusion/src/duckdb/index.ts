// Apart from the rest: its types are those of an optional peer.
export { type Duckdb, openDuckdb } from '../sources/duckdb.ts';
