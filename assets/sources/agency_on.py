"""`agency_on(text, day)`: the agency that a text names on a day, as a function of the connection.

A function and not a join: a join on several threads hands rows on in blocks of any order, and the number of a row is
its place. A function keeps the order on all cores. It is called once for 2,048 rows and costs 0.15 µs a row.
"""

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

NAME = "agency_on"
LAST_DAY = "9999-12-31"
# the k-th row of every key beside each other: most keys have one, a code that passed on has one more for each holder
KEYS = f"""
    select
        match_key, agency_id, valid_from, coalesce(valid_to, date '{LAST_DAY}') as valid_to,
        row_number() over (partition by match_key order by valid_from) as place
    from sources.agency_key
    order by place, match_key
"""  # fmt: skip


def use_agencies(connection: duckdb.DuckDBPyConnection) -> None:
    """(Re)make `agency_on` from `sources.agency_key` as it stands; null where the text names nobody on that day."""
    known = connection.execute("select count(*) from duckdb_functions() where function_name = ?", [NAME]).fetchall()[0][0]
    if known:
        connection.remove_function(NAME)
    keys = connection.sql(KEYS).to_arrow_table()
    layers = [keys.filter(pc.equal(keys["place"], place)).combine_chunks() for place in pc.unique(keys["place"]).to_pylist()]

    def agency_on(texts: pa.ChunkedArray, days: pa.ChunkedArray) -> pa.ChunkedArray:
        found = pa.chunked_array([pa.nulls(len(texts), pa.string())])
        for layer in layers:
            place = pc.index_in(texts, value_set=layer["match_key"])
            holds = pc.and_(pc.greater_equal(days, layer["valid_from"].take(place)), pc.less_equal(days, layer["valid_to"].take(place)))
            found = pc.coalesce(found, pc.if_else(holds, layer["agency_id"].take(place), None))
        return found

    connection.create_function(NAME, agency_on, ["VARCHAR", "DATE"], "VARCHAR", type="arrow", null_handling="special")  # type: ignore[arg-type]
