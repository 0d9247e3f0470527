"""Converts a corpus of records and reports its drift, on the executors of PySpark.

    python spark_job.py CORPUS.ndjson --out DIR --charte PATH [--master local[2]]

The bytes are those of one process that reads the whole corpus. CORPUS, DIR and the program are where
every executor finds them.
"""

import argparse
import io
import json
import shlex
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas
from pyspark import RDD, TaskContext
from pyspark.sql import DataFrame, SparkSession

import stage

# How many parts are merged at a time.
FAN = 16


def records(spark: SparkSession, corpus: str, size: int) -> RDD[str]:
    """The lines of the corpus, in partitions of about that many bytes.

    The partitions of one file are in the order of their places in it, and the lines of each in theirs.
    Only line feeds end a line: what else Hadoop takes for an end may stand in a record. (Bytes that are
    no UTF-8 come from Hadoop as U+FFFD, so a record with such bytes is read, with that in its text.)
    """
    lines = spark.sparkContext.newAPIHadoopFile(
        Path(corpus).resolve().as_uri() if "://" not in corpus else corpus,
        "org.apache.hadoop.mapreduce.lib.input.TextInputFormat",
        "org.apache.hadoop.io.LongWritable",
        "org.apache.hadoop.io.Text",
        conf={
            "textinputformat.record.delimiter": "\n",
            "mapreduce.input.fileinputformat.split.maxsize": str(size),
        },
    )
    return lines.values()


def converted(lines: RDD[str], charte: str, to: str) -> RDD[str]:
    """The charters of records, a line each, by `RDD.pipe`.

    Each partition goes through a process of its own, from its first line to its last, and stays in its
    place: the rows of `collect` and the names that `saveAsTextFile` gives follow the order of the
    partitions. So the lines come out in the order of the corpus. The process has no environment at all,
    which is why the shell and charte are named by their paths. An exit code of 2 is done, with something
    said on standard error; any other but 0 makes Spark run the partition again.
    """
    stage_of_pipe = [*stage.CONVERT, to]
    command = ["/bin/sh", "-c", '"$0" "$@" || test $? = 2', charte, *stage_of_pipe]
    return lines.pipe(shlex.join(command), checkCode=True)


def part(charte: str, lines: Iterable[str]) -> Iterator[bytes]:
    """The census of a partition of records, as a part."""
    yield stage.count(charte, "".join(f"{line}\n" for line in lines).encode())


def merged(charte: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    """One part of those in a partition."""
    with tempfile.TemporaryDirectory() as scratch:
        files = []
        for number, content in enumerate(parts):
            files.append(Path(scratch, str(number)))
            files[-1].write_bytes(content)
        # A partition may have come to nothing when parts were dealt out.
        if files:
            yield stage.merge(charte, files, Path(scratch, "merged")).read_bytes()


def counted(lines: RDD[str], charte: str) -> bytes:
    """The census of all lines, as a part: a tree of merges, of which the driver does the last.

    The order in which parts are merged changes nothing.
    """
    parts = lines.mapPartitions(lambda lines: part(charte, lines))
    while (partitions := parts.getNumPartitions()) > FAN:
        # Dealt out anew, or one task would count and merge what many could count side by side.
        fewer = parts.coalesce(-(-partitions // FAN), shuffle=True)
        parts = fewer.mapPartitions(lambda parts: merged(charte, parts))
    return next(merged(charte, parts.collect()))


def columns(charte: str) -> list[str]:
    """The columns of CSV: what is converted from nothing is the header alone."""
    return stage.convert(charte, "csv", b"")[0].decode().strip().split(",")


def cookies(charters: DataFrame, charte: str) -> DataFrame:
    """A row for each cookie of a frame of `path` and `text`, by `mapInPandas`.

    A partition comes as one batch after the other. The number of the partition and that of the row in
    it are kept, since a frame that is written and read again has no order but that of its columns.
    """

    def rows(batches: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        partition, count = TaskContext.get().partitionId(), 0
        for batch in batches:
            fields = zip(batch["path"], batch["text"], strict=True)
            lines = (json.dumps({"path": path, "text": text}) for path, text in fields)
            stdin = "".join(f"{line}\n" for line in lines).encode()
            csv, _ = stage.convert(charte, "csv", stdin)
            found = pandas.read_csv(io.BytesIO(csv), dtype=str, keep_default_na=False)
            found.insert(0, "row", range(count, count + len(found)))
            found.insert(0, "partition", partition)
            count += len(found)
            yield found

    texts = ", ".join(f"`{column}` string" for column in columns(charte))
    return charters.mapInPandas(rows, f"`partition` int, `row` long, {texts}")


def run(spark: SparkSession, charte: str, corpus: str, out: Path, size: int) -> None:
    """Does the whole job, and leaves in `out` what it makes."""
    stage.check(charte, ["ndjson"])
    # The executors import what the driver has imported.
    for file in (__file__, stage.__file__):
        spark.sparkContext.addPyFile(str(Path(file).resolve()))
    lines = records(spark, corpus, size)
    # A folder, whose files are in the order of their names.
    converted(lines, charte, "ndjson").saveAsTextFile((out / "charters.ndjson").as_uri())
    with tempfile.TemporaryDirectory() as scratch:
        part = Path(scratch, "all.part")
        part.write_bytes(counted(lines, charte))
        stage.report(charte, part, out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", help="records, one a line")
    parser.add_argument("--out", type=Path, required=True, help="the folder that is written to")
    parser.add_argument("--charte", default="/usr/local/bin/charte", help="its whole path")
    parser.add_argument("--size", type=int, default=64 << 20, help="bytes of a partition")
    parser.add_argument("--master", help="the address of the cluster")
    asked = parser.parse_args()
    builder = SparkSession.builder.appName("charte")
    spark = (builder.master(asked.master) if asked.master else builder).getOrCreate()
    run(spark, asked.charte, asked.corpus, asked.out.resolve(), asked.size)
    spark.stop()


if __name__ == "__main__":
    main()
