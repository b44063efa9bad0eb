"""The measures of agreement, one class per file.

To add one, add a file here, named like its ``slug`` with ``_`` for ``-``: a class derived from ``SummableMeasure`` in
``../measure.py`` if it is computed from sums over sentences (it then has an interval), else from ``Measure``. It is
found by itself, stands in the tables of all reports, and is tested by the laws in
``tests/reports/agreement/test_laws.py``. Add its formula to the table in ``docs/report.md``, and a value known from
elsewhere to ``test_known_answers.py``. The API and files use the slug as well.
"""
