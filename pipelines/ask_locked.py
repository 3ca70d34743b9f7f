"""The process in which `lawgap query` asks: FILE MEMORY SECONDS ANSWER ROWS as arguments (ROWS 0: any number), SQL on standard input.

Answers in lines of JSON: the names of the columns, then each row; ends with 1 and {"kind", "error"} where it cannot.
Run as a script in isolated mode, so it imports nothing of the project.
"""

import io
import json
import math
import resource
import sys
from typing import Any

import duckdb

LOCKED = {
    "allow_community_extensions": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "enable_external_access": "false",
    "max_temp_directory_size": "0B",
    "python_enable_replacements": "false",
    "temp_directory": "",
    "threads": "2",
}
# what a row costs whoever holds it, beside its letters: without it millions of short rows would be a small answer
ROW = 64
NO_QUESTION = "only one question can be asked: a single SELECT (or FROM, DESCRIBE, SUMMARIZE, EXPLAIN); nothing is written, set, loaded or attached here"


class Refused(Exception):
    """`kind` says what can be done about it."""

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        super().__init__(text)


def bound(memory: int, seconds: int) -> None:
    """What the operating system holds this process to: memory and processor time; no file may grow, none is left behind."""
    for what, most in (("AS", memory), ("FSIZE", 0), ("CORE", 0), ("NOFILE", 64)):
        resource.setrlimit(getattr(resource, f"RLIMIT_{what}"), (most, most))
    # two threads use two seconds of processor time in one of the clock; the first limit ends it with a signal of its own
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds + 5))


def ask(path: str, sql: str, memory: int, most: int, most_rows: int) -> bytes:
    """The answer in lines of JSON, at most `most` bytes and `most_rows` rows (0: any number). Raises Refused."""
    config = LOCKED | {"memory_limit": f"{memory // 3 // 2**20}MiB"}
    with duckdb.connect(path, read_only=True, config=config) as connection:
        connection.execute("set lock_configuration = true")
        statements = connection.extract_statements(sql)
        if len(statements) != 1 or statements[0].type not in (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN):
            raise Refused("sql", NO_QUESTION)
        found = connection.execute(statements[0])
        answer = io.BytesIO()
        answer.write(json.dumps([column[0] for column in found.description or []]).encode())
        size = count = 0
        while rows := found.fetchmany(1_000):
            count += len(rows)
            if most_rows and count > most_rows:
                raise Refused("rows", f"more than {most_rows:,} rows are too many for a table")
            for row in rows:
                line = json.dumps([plain(value) for value in row]).encode()
                size += len(line) + ROW
                if size > most:
                    raise Refused("size", f"the answer is larger than {most // 2**20} MB")
                answer.write(b"\n" + line)
    return answer.getvalue()


def plain(value: Any) -> Any:
    """A value as JSON has it; decimals, dates and times as exact text."""
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    return str(value)


def main() -> int:
    path, *limits = sys.argv[1:]
    memory, seconds, most, most_rows = map(int, limits)
    bound(memory, seconds)
    try:
        sys.stdout.buffer.write(ask(path, sys.stdin.read(), memory, most, most_rows) + b"\n")
        return 0
    except Refused as refused:
        kind, text = refused.kind, str(refused)
    except (MemoryError, duckdb.OutOfMemoryException):
        kind, text = "memory", "the question needs too much memory"
    except (duckdb.Error, RuntimeError) as error:
        memory_gone = "std::bad_alloc" in str(error)
        kind, text = ("memory", "the question needs too much memory") if memory_gone else ("sql", str(error))
    print(json.dumps({"kind": kind, "error": text}))
    return 1


if __name__ == "__main__":
    sys.exit(main())
