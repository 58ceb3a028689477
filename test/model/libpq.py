"""PostgreSQL from Python's standard library alone: libpq through ctypes.

Decided here: every value travels as text, and an error is its SQLSTATE with the message's parts.
The server is found by PGHOST, PGPORT, PGUSER and PGDATABASE.
"""
import ctypes
import ctypes.util
import time

PGRES_COMMAND_OK, PGRES_TUPLES_OK = 1, 2

_libpq = ctypes.CDLL(ctypes.util.find_library("pq") or "libpq.so.5")
for _name, _result, _arguments in (
        ("PQconnectdb", ctypes.c_void_p, [ctypes.c_char_p]),
        ("PQstatus", ctypes.c_int, [ctypes.c_void_p]),
        ("PQerrorMessage", ctypes.c_char_p, [ctypes.c_void_p]),
        ("PQsetNoticeReceiver", ctypes.c_void_p, [ctypes.c_void_p] * 3),
        ("PQexec", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p]),
        ("PQprepare", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p,
                                        ctypes.c_int, ctypes.c_void_p]),
        ("PQexecPrepared", ctypes.c_void_p,
         [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_char_p),
          ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]),
        ("PQresultStatus", ctypes.c_int, [ctypes.c_void_p]),
        ("PQresultErrorField", ctypes.c_char_p, [ctypes.c_void_p, ctypes.c_int]),
        ("PQntuples", ctypes.c_int, [ctypes.c_void_p]),
        ("PQnfields", ctypes.c_int, [ctypes.c_void_p]),
        ("PQgetisnull", ctypes.c_int, [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]),
        ("PQgetvalue", ctypes.c_char_p, [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]),
        ("PQclear", None, [ctypes.c_void_p]),
        ("PQfinish", None, [ctypes.c_void_p])):
    _function = getattr(_libpq, _name)
    _function.restype, _function.argtypes = _result, _arguments

_ignore_notice = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: None)


class DatabaseError(Exception):
    def __init__(self, code, message, detail="", context=""):
        super().__init__(f"{code}: {message}" + (f" | {detail}" if detail else ""))
        self.code, self.message, self.detail, self.context = code, message, detail, context
        self.connection_lost = code.startswith(("08", "57P"))


class Connection:
    def __init__(self):
        self.handle, self.prepared = None, {}
        self.connect()

    def connect(self, patience=0):
        """Connects, again if need be; patience is how many seconds a restart may take."""
        self.close()
        self.prepared = {}
        deadline = time.monotonic() + patience
        time.sleep(min(patience, 1))  # a crash is not known to the server at once
        while True:
            self.handle = _libpq.PQconnectdb(b"")
            if _libpq.PQstatus(self.handle) == 0:
                break
            message = _libpq.PQerrorMessage(self.handle).decode().strip()
            self.close()
            if time.monotonic() >= deadline:
                raise DatabaseError("08006", message)
            time.sleep(0.2)
        _libpq.PQsetNoticeReceiver(self.handle, ctypes.cast(_ignore_notice, ctypes.c_void_p), None)

    def close(self):
        if self.handle is not None:
            _libpq.PQfinish(self.handle)
            self.handle = None

    def execute(self, sql):
        """A command without parameters."""
        return self._rows(_libpq.PQexec(self.handle, sql.encode()))

    def query(self, sql, params=()):
        """Rows of text; the statement is prepared at its first use."""
        name = self.prepared.get(sql)
        if name is None:
            name = f"s{len(self.prepared)}".encode()
            self._rows(_libpq.PQprepare(self.handle, name, sql.encode(), 0, None))
            self.prepared[sql] = name
        values = (ctypes.c_char_p * len(params))(
            *(None if value is None else value.encode() for value in params))
        return self._rows(_libpq.PQexecPrepared(self.handle, name, len(params), values, None, None,
                                                0))

    def discard(self, what):
        self.execute(f"DISCARD {what}")
        if what == "ALL":
            self.prepared.clear()

    def _rows(self, result):
        try:
            if _libpq.PQresultStatus(result) not in (PGRES_COMMAND_OK, PGRES_TUPLES_OK):
                raise self._error(result)
            return [tuple(None if _libpq.PQgetisnull(result, row, column)
                          else _libpq.PQgetvalue(result, row, column).decode()
                          for column in range(_libpq.PQnfields(result)))
                    for row in range(_libpq.PQntuples(result))]
        finally:
            _libpq.PQclear(result)

    def _error(self, result):
        code, message, detail, context = (
            (_libpq.PQresultErrorField(result, ord(field)) or b"").decode(errors="backslashreplace")
            for field in "CMDW")
        if not code:  # the connection is gone
            return DatabaseError("08006", _libpq.PQerrorMessage(self.handle).decode().strip())
        return DatabaseError(code, message, detail, context)
