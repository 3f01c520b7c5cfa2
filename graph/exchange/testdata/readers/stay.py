"""Runs the other scripts of this folder in one process, since the packages that they need are slow to load.

Each line of standard input is a question, SCRIPT and its arguments with tabs between them; each line of standard output is what the script
printed, which is one of JSON, or a text that says how it failed.
"""

import contextlib
import io
import json
import runpy
import sys
import traceback

answers = sys.stdout
for line in sys.stdin:
    sys.argv = line.rstrip("\n").split("\t")
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            runpy.run_path(sys.argv[0], run_name="__main__")
        answer = printed.getvalue().strip().replace("\n", " ")
    except SystemExit as end:
        answer = json.dumps("failed: %s" % end.code) if end.code else printed.getvalue()
    except Exception:
        answer = json.dumps("failed: " + traceback.format_exc())
    print(answer, file=answers, flush=True)
