"""Proves that the job on PySpark writes the bytes of one process.

    python prove_spark.py CHARTE CORPUS

CHARTE is the program, CORPUS the example `corpus` that makes charters, both built.
"""

import csv
import io
import json
import os
import sys
import tempfile
from pathlib import Path

from pyspark.sql import SparkSession

import proof
import spark_job
import stage

# Bytes of a partition, and charters of a batch: enough of both.
SIZE = 2 << 20
BATCH = 1000


def cookies(spark: SparkSession, charte: str, corpus: Path) -> bytes:
    """The cookies of the charters in the corpus as CSV, by way of a data frame."""
    lines = spark_job.records(spark, str(corpus), SIZE)
    charters = lines.flatMap(charter).toDF("path string, text string")
    frame = spark_job.cookies(charters, charte).orderBy("partition", "row").toPandas()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = spark_job.columns(charte)
    writer.writerow(columns)
    writer.writerows(frame[columns].itertuples(index=False))
    return out.getvalue().encode()


def charter(line: str) -> list[tuple[str, str]]:
    """The path and the text of a record; nothing of a line that is none."""
    try:
        record = json.loads(line)
        return [(record["path"], record["text"])]
    except (ValueError, KeyError):
        return []


def main() -> None:
    charte, generator = (str(Path(path).resolve()) for path in sys.argv[1:])
    # The executors are on this machine: they have the packages that this Python has.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").appName("proof")
    builder.config("spark.ui.enabled", "false")
    builder.config("spark.ui.showConsoleProgress", "false")
    builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", str(BATCH))
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    with tempfile.TemporaryDirectory() as scratch:
        corpus, out = Path(scratch, "corpus.ndjson"), Path(scratch, "out")
        proof.corpus(generator, corpus)
        expected = proof.of_one_process(charte, corpus)
        csv_of_one_process = expected.pop("charters.csv")
        spark_job.run(spark, charte, str(corpus), out, SIZE)
        partitions = sorted((out / "charters.ndjson").glob("part-*"))
        assert len(partitions) > spark_job.FAN, "too few partitions for a tree"
        stage.join(partitions, out / "joined.ndjson")
        expected["joined.ndjson"] = expected.pop("charters.ndjson")
        proof.compare(out, expected)
        assert cookies(spark, charte, corpus) == csv_of_one_process, "other cookies by mapInPandas"
        print(f"by mapInPandas: the {len(csv_of_one_process)} bytes of CSV of one process")
    spark.stop()


if __name__ == "__main__":
    main()
