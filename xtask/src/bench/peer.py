# What an analyst does without us: every table of every page, one sheet.
import pathlib, sys, pandas
tables = []
for page in sorted(pathlib.Path(sys.argv[1]).glob("*.html")):
    for table in pandas.read_html(page, flavor="lxml", encoding="utf-8"):
        table.columns = range(len(table.columns))
        tables.append(table)
pandas.concat(tables).to_excel(sys.argv[2], index=False)
